import AutomationCore

/// `task`: several things at once, each of which ends before whoever started it does.
struct TaskPlugin: Plugin {
    let activity: Activity

    var manifest: PluginManifest {
        PluginManifest(name: "task", version: "0.1.0", summary: "Does several things at once.")
    }

    var modules: [HostModule] {
        [
            HostModule(
                name: "task",
                summary: "Several things at once, each of which ends before whoever started it does.",
                functions: [spawn, all, any, race, timeout, sleep, semaphore],
                objectTypes: [TaskHandle.objectType, Semaphore.objectType]
            )
        ]
    }

    private var spawn: HostFunction {
        HostFunction(
            "spawn",
            summary:
                "Starts a task that calls a function. The calling function waits for it at its end, and fails with it.",
            parameters: [Parameter("fn", .function, "what the task does; further arguments are passed on to it")],
            isVariadic: true,
            returns: .init(.object(TaskHandle.objectType.name), "to await or cancel the task"),
            effect: .once,
            body: .immediate { call in
                guard let function = call.scriptFunction("fn"), let scope = TaskScope.current else { return .none }
                return .object(try scope.spawn(function, call.rest))
            }
        )
    }

    private var sleep: HostFunction {
        HostFunction(
            "sleep",
            summary: "Lets time pass; other tasks go on meanwhile.",
            parameters: [Parameter("duration", .duration, "how long")],
            effect: .read,
            body: .suspending { call in
                let clock = call.context.world.cloudClock
                try await clock.sleep(until: clock.now.advanced(by: call.duration("duration") ?? .zero))
                return .none
            }
        )
    }

    private var semaphore: HostFunction {
        HostFunction(
            "semaphore",
            summary: "Makes a semaphore: lets a number of tasks through at a time.",
            parameters: [Parameter("permits", .integer, "how many tasks; at least 1")],
            returns: .init(.object(Semaphore.objectType.name), "with all its permits"),
            effect: .read,
            body: .immediate { [activity] call in
                let permits = call.integer("permits") ?? 1
                guard permits >= 1 else {
                    throw AutomationError(.argument, "argument 1 \"permits\": expected at least 1, got \(permits)")
                }
                return .object(Semaphore(permits: permits, activity: activity))
            }
        )
    }
}
