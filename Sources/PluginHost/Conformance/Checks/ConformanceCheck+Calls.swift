import AutomationCore

extension ConformanceCheck {
    /// How many call it at once.
    private static let callers = 16
    /// How many times as long as it may take a cancelled call is waited for, so that its author is told how long it took.
    private static let curiosity = 5

    static let cancellation = ConformanceCheck(
        "cancellation",
        "a call that is cancelled ends soon, and the plugin goes on working"
    ) { trial in
        try await trial.session { session in
            try await session.validate()
            for call in try session.callsToTry(password: PlantedSecrets.password(trial.world)) {
                for delay in [Duration.zero, .milliseconds(20)] { try await cancel(call, after: delay, in: session) }
                do { _ = try await session.calls.run(call.name, within: trial.patience, call.body) } catch {
                    let error = AutomationError(error)
                    if error.kind == .cancelled {
                        throw ConformanceStop.failed("\(call.name) fails after another call of it was cancelled")
                    }
                }
            }
        }
    }

    private static func cancel(_ call: PluginCall, after delay: Duration, in session: PluginSession) async throws {
        let grace = session.conformance.grace
        let givenUp = session.givenUp
        let time = await session.calls.endingWhenCancelled(after: delay, within: grace * curiosity) {
            _ = try await call.body()
        }
        guard let time else {
            throw ConformanceStop.failed(
                "\(call.name) goes on for more than \(seconds(grace * curiosity)) after it was cancelled"
            )
        }
        // That the call ends is not the plugin's doing then.
        try ConformanceStop.demand(
            session.givenUp == givenUp,
            "\(call.name) was cancelled and has not been answered; Latchkey has given it up after \(seconds(time))"
        )
        try ConformanceStop.demand(
            time <= grace,
            "\(call.name) takes \(seconds(time)) to end after it was cancelled, and may take \(seconds(grace))"
        )
    }

    static let concurrency = ConformanceCheck(
        "concurrency",
        "calls from many tasks at once are answered as one call is"
    ) { trial in
        try await trial.session { session in
            try await session.validate()
            let calls = try session.callsToTry(password: PlantedSecrets.password(trial.world))
            var answered = 0
            for call in calls {
                // A call that fails when it is alone is told of elsewhere.
                guard let alone = try? await session.calls.run(call.name, within: trial.patience, call.body) else {
                    continue
                }
                answered += 1
                let answers = try await session.call("\(call.name), called \(callers) times at once,") {
                    try await withThrowingTaskGroup(of: [String].self) { group in
                        for _ in 0..<callers { group.addTask { try await call.body() } }
                        return try await group.reduce(into: [[String]]()) { $0.append($1) }
                    }
                }
                guard call.name == "inventory" else { continue }
                try ConformanceStop.demand(
                    answers.allSatisfy { $0.sorted() == alone.sorted() },
                    "the inventory gives other servers when it is asked many times at once"
                )
            }
            guard answered == 0 else { return }
            throw ConformanceStop.skipped(
                "nothing that was called has succeeded",
                hint: "one of these would have to, with what is set for the plugin: "
                    + calls.map(\.name).joined(separator: ", ")
            )
        }
    }

    /// To the tenth, upwards: what is too long must not look as if it were not.
    private static func seconds(_ duration: Duration) -> String {
        let tenths = Int((duration / .milliseconds(100)).rounded(.up))
        return tenths.isMultiple(of: 10) ? "\(tenths / 10)s" : "\(tenths / 10).\(tenths % 10)s"
    }
}
