import AutomationCore

/// What a provisioned process plugin is asked, with the limits that the operator has set.
struct PluginRequests: Sendable {
    private static let patience = Duration.seconds(60)

    let process: PluginProcess
    /// Whether the operator has granted the plugin secrets.
    let allowsSecrets: Bool
    /// How long an answer may take.
    let timeout: Duration

    /// Asks the plugin.
    ///
    /// - Parameters:
    ///   - isPatient: Whether an answer may take a minute at least.
    ///   - isRepeatable: Whether it changes nothing.
    /// - Throws: ``AutomationError``; before anything is sent when a secret is among the parameters and the plugin was
    ///   not granted any.
    func ask(
        _ method: String,
        _ parameters: [String: Value] = [:],
        isPatient: Bool = false,
        isRepeatable: Bool = false
    ) async throws -> Value {
        try await process.request(
            method,
            parameters: try encoded(parameters),
            timeout: isPatient ? max(timeout, Self.patience) : timeout,
            isRepeatable: isRepeatable
        )
    }

    /// Parameters in JSON; their secrets are remembered, so that the plugin's log can be shown without them.
    func encoded(_ parameters: [String: Value]) throws(AutomationError) -> [UInt8] {
        var writer = WireWriter(allowsSecrets: allowsSecrets)
        do { try writer.write(.record(parameters)) } catch {
            throw process.failure(error.message, kind: error.kind, hint: error.hint)
        }
        process.secrets.add(writer.secrets)
        return writer.bytes
    }

    /// The fields of an answer that must be an object, or nothing.
    func fields(_ answer: Value, to method: String, known: [String]) throws(AutomationError) -> [String: Value]? {
        if answer.isNone { return nil }
        do throws(WireFault) { return try RecordReader(answer, at: "it", known: known).fields } catch {
            throw unreadable(method, error)
        }
    }

    /// The error for an answer that cannot be used.
    func unreadable(_ method: String, _ fault: WireFault) -> AutomationError {
        process.failure("its answer to \(method) cannot be used: \(fault.reason)")
    }
}
