import AutomationCore

extension ConformanceCheck {
    /// How many call it at once.
    private static let callers = 16

    static let cancellation = ConformanceCheck(
        "cancellation",
        "a call that is cancelled ends soon, and the plugin goes on working"
    ) { trial in
        try await trial.session { session in
            try await session.validate()
            for call in session.everyCall(password: PlantedSecrets.password(trial.world)) {
                for delay in [Duration.zero, .milliseconds(20)] {
                    let hasEnded = await session.calls.endsWhenCancelled(after: delay, within: trial.grace) {
                        _ = try await call.body()
                    }
                    try ConformanceStop.demand(
                        hasEnded,
                        "\(call.name) goes on for more than \(DurationText.format(trial.grace)) after it was cancelled"
                    )
                }
                do { _ = try await session.calls.run(call.name, within: trial.patience, call.body) } catch {
                    let error = AutomationError(error)
                    if error.kind == .cancelled {
                        throw ConformanceStop.failed("\(call.name) fails after another call of it was cancelled")
                    }
                }
            }
        }
    }

    static let concurrency = ConformanceCheck(
        "concurrency",
        "calls from many tasks at once are answered as one call is"
    ) { trial in
        try await trial.session { session in
            try await session.validate()
            for call in session.everyCall(password: PlantedSecrets.password(trial.world)) {
                // A call that fails when it is alone is told of elsewhere.
                guard let alone = try? await session.calls.run(call.name, within: trial.patience, call.body) else {
                    continue
                }
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
        }
    }
}
