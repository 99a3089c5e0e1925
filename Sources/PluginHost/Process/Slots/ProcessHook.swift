import AutomationCore

/// The hook of a process plugin.
struct ProcessHook: OperationHook {
    private static let longest = 500

    let requests: PluginRequests
    let hasBefore: Bool
    let hasAfter: Bool

    func before(_ operation: OperationNotice) async throws {
        guard hasBefore else { return }
        let answer = try await requests.ask("before", Self.parameters(operation))
        switch try requests.fields(answer, to: "before", known: ["veto"])?["veto"] {
        case nil, .some(.none): return
        case .string(let reason)?:
            let reason = HarmlessText.line(requests.process.secrets.hiding(reason), limit: Self.longest)
            throw requests.process.failure(reason.isEmpty ? "it gives no reason" : reason, kind: .vetoed)
        case .boolean(false)?: throw requests.unreadable("before", WireFault("\"veto\" must be a text, the reason"))
        default:
            // However badly it is put, it is a no.
            throw requests.process.failure("it gives no reason: \"veto\" must be a text", kind: .vetoed)
        }
    }

    func after(_ operation: OperationNotice, failure: AutomationError?) async throws {
        guard hasAfter else { return }
        var parameters = Self.parameters(operation)
        parameters["failure"] = failure.map { .record($0.wireFields) } ?? Value.none
        _ = try await requests.ask("after", parameters)
    }

    private static func parameters(_ operation: OperationNotice) -> [String: Value] {
        [
            "operation": .string(operation.operation), "server": .record(operation.server.fields),
            "details": .record(operation.details),
        ]
    }
}
