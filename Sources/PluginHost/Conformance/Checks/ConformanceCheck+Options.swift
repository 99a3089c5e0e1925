import AutomationCore

/// What a plugin makes of what is set for it.
extension ConformanceCheck {
    static let requiredOptions = ConformanceCheck(
        "required-options",
        "the options that it requires are enough, or it says which of the others it misses"
    ) { trial in
        let left = try await trial.loaded { $0.manifest.options.filter(\.isOptional).map(\.name) }
        // Nothing but what "life" has tried.
        guard left.contains(where: { trial.options[$0] != nil }) else { return }
        do {
            try await trial.session(options: trial.options.filter { !left.contains($0.key) }) { _ in }
        } catch let stop as ConformanceStop {
            throw stop
        } catch {
            let error = AutomationError(error)
            // A plugin may want one of two; whoever sets neither must be able to tell. What it may not reach is another
            // check's business: a default may well be a place that is not granted here.
            let said = "\(error.message) \(error.hint ?? "")"
            try ConformanceStop.demand(
                error.kind == .permission || left.contains { said.contains($0) },
                "without the options that may be left out it cannot be provisioned, and does not say which it misses: "
                    + error.message
            )
        }
    }
}
