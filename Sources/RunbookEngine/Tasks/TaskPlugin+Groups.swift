import AutomationCore

extension TaskPlugin {
    /// What every function of this kind takes: functions to call at once, or tasks that run already.
    private static let members = Parameter(
        "functions",
        .list(.any),
        "functions, which are called at once without arguments, or tasks"
    )

    var all: HostFunction {
        HostFunction(
            "all",
            summary: "Does everything at once and waits for all of it; the first failure cancels the others.",
            parameters: [Self.members],
            returns: .init(.list(.any), "what each has returned first, in the order given"),
            errors: [.deadlock],
            effect: .once,
            body: .suspending { [activity] call in
                let members = try Self.members(call)
                let results = try await TaskGroupRun(members: members, activity: activity).results {
                    if case .failure = $0 { true } else { false }
                }
                // The failure that ended it; those who were cancelled for it have no result.
                return .list(try results.map { try $0?.get() ?? .none })
            }
        )
    }

    var any: HostFunction {
        HostFunction(
            "any",
            summary: "Does everything at once, takes the first success and cancels the others.",
            parameters: [Self.members],
            returns: .init(.any, "what the first one to succeed has returned first; raises when all have failed"),
            errors: [.deadlock],
            effect: .once,
            body: .suspending { [activity] call in
                let members = try Self.members(call)
                let run = TaskGroupRun(members: members, activity: activity)
                let results = try await run.results { if case .failure = $0 { false } else { true } }
                for case .success(let value) in results { return value }
                throw Self.allFailed(results)
            }
        )
    }

    var race: HostFunction {
        HostFunction(
            "race",
            summary: "Does everything at once, takes what ends first, a success or a failure, and cancels the others.",
            parameters: [Self.members],
            returns: .init(.any, "what the first one to end has returned first"),
            errors: [.deadlock],
            effect: .once,
            body: .suspending { [activity] call in
                let members = try Self.members(call)
                let results = try await TaskGroupRun(members: members, activity: activity).first()
                return try results.get()
            }
        )
    }

    var timeout: HostFunction {
        HostFunction(
            "timeout",
            summary: "Calls a function, and cancels it when it takes too long.",
            parameters: [
                Parameter("duration", .duration, "how long it may take"),
                Parameter("fn", .function, "what to call"),
            ],
            returns: .init(.any, "what the function has returned first"),
            errors: [.timeout],
            effect: .once,
            body: .suspending { [activity] call in
                guard let function = call.scriptFunction("fn") else { return .none }
                let duration = call.duration("duration") ?? .zero
                let clock = call.context.world.cloudClock
                // The timer ends every wait inside, so nothing is stuck while it runs.
                activity.began()
                defer { activity.ended() }
                return try await withThrowingTaskGroup(of: [Value]?.self) { group in
                    group.addTask { try await function.call([]) }
                    group.addTask {
                        try await clock.sleep(until: clock.now.advanced(by: duration))
                        return nil
                    }
                    defer { group.cancelAll() }
                    // The one to end first decides; the group waits for the other one's cleaning up.
                    if let values = try await group.next() ?? nil { return values.first ?? Value.none }
                    throw AutomationError(.timeout, "the function took longer than \(DurationText.format(duration))")
                }
            }
        )
    }

    private static func members(_ call: HostCall) throws -> [TaskGroupRun.Member] {
        var members: [TaskGroupRun.Member] = []
        for (index, value) in (call.list("functions") ?? []).enumerated() {
            switch value {
            case .function(let function): members.append(.function(function))
            case .object(let object as TaskHandle): members.append(.task(object))
            default:
                throw AutomationError(
                    .argument,
                    "argument 1 \"functions\": expected functions or tasks, got a \(value.typeName) at \(index + 1)"
                )
            }
        }
        guard !members.isEmpty || call.function.name == "all" else {
            throw AutomationError(.argument, "argument 1 \"functions\": expected at least one, got none")
        }
        return members
    }

    private static func allFailed(_ results: [Result<Value, AutomationError>?]) -> AutomationError {
        let errors = results.compactMap { result in
            if case .failure(let error) = result { error } else { nil }
        }
        guard let first = errors.first, errors.count > 1 else {
            return errors.first ?? AutomationError(.script, "nothing has ended")
        }
        return AutomationError(first.kind, "all \(errors.count) have failed, the first with: \(first)", cause: first)
    }
}
