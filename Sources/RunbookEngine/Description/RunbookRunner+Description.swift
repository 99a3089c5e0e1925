public import AutomationCore

extension RunbookRunner {
    /// How long a runbook may take until it declares its inputs.
    private static let patience = Duration.seconds(10)

    private enum Outcome {
        case declared([InputDeclaration])
        case ended(AutomationError?)
        case silent
    }

    /// Asks a runbook which inputs it takes. Its body does not run: it is stopped where it declares them, and until then
    /// nothing that it calls reaches a file, the network or the terminal.
    ///
    /// - Returns: The inputs by name; nil when it declares none.
    /// - Throws: ``AutomationError`` when it fails before, or takes too long.
    public func inputs(of runbook: Runbook) async throws(AutomationError) -> [InputDescription]? {
        let (outcomes, outcome) = AsyncStream.makeStream(of: Outcome.self)
        let listener = InputListener { outcome.yield(.declared($0)) }
        let world = context.world
        // Neither is waited for: a script that catches its end, or has none, must not keep anybody from the answer.
        let script = Task(executorPreference: world.executor) {
            do {
                try await listen(to: runbook, listener)
                outcome.yield(.ended(nil))
            } catch {
                outcome.yield(.ended(AutomationError(error)))
            }
        }
        let alarm = Task(executorPreference: world.executor) {
            try? await world.clock.sleep(for: Self.patience)
            outcome.yield(.silent)
        }
        defer {
            script.cancel()
            alarm.cancel()
        }
        var iterator = outcomes.makeAsyncIterator()
        switch await iterator.next() {
        case .declared(let declarations):
            return declarations.map { InputDescription($0, among: declarations) }
        case .ended(let error):
            if let refused = listener.refused { throw Self.early(refused) }
            if let error { throw error }
            return nil
        case .silent, nil:
            throw AutomationError(
                .script,
                "the runbook has not come to runbook.inputs within \(DurationText.format(Self.patience))",
                hint: "let runbook.inputs be the first thing that it calls"
            )
        }
    }

    private func listen(to runbook: Runbook, _ listener: InputListener) async throws {
        var context = context
        context.events = NobodyListens()
        context.allowsReveal = false
        context.grants = Grants()
        let reference = StateReference(executor: context.world.executor)
        let all = plugins + Self.enginePlugins(RunbookPlugin(listener: listener), activity: reference.activity)
        let listening = all.map { ListeningPlugin($0, listener: listener) }
        try await Self.run(runbook, plugins: listening, context: context, state: reference)
    }

    private static func early(_ function: String) -> AutomationError {
        AutomationError(
            .script,
            "the runbook calls \(function) before runbook.inputs, so its inputs cannot be told without running it",
            hint: "let runbook.inputs be the first thing that it calls"
        )
    }
}

/// For scripts that nobody is to hear of.
private struct NobodyListens: EventSink {
    func receive(_ event: RunEvent) {}
}
