import AutomationCore
import HTTPTypes
import Logging

/// Writes one line per attempt: method, path, status, request id, attempt, duration. Never a header, a body or a query.
struct RequestLog: Sendable {
    let logger: Logger
    let clock: any WorldClock

    /// Sends, and writes down what came of it.
    ///
    /// - Parameter attempt: Which attempt it is, counted from 1.
    /// - Throws: What `send` throws.
    func noting(
        _ request: TransportRequest,
        attempt: Int,
        _ send: () async throws -> TransportResponse
    ) async throws -> TransportResponse {
        guard logger.logLevel <= .debug else { return try await send() }
        let start = clock.now
        do {
            let response = try await send()
            var outcome = "\(response.head.status.code)"
            if let id = Self.id(of: response, to: request) { outcome += "  request \(id)" }
            note(request, outcome, attempt: attempt, since: start)
            return response
        } catch {
            // A reason out of a bounded list: what the network library says in detail may hold anything.
            let reason = (error as? TransportError)?.reason.rawValue ?? "cancelled"
            note(request, "no answer: \(reason)", attempt: attempt, since: start)
            throw error
        }
    }

    private func note(_ request: TransportRequest, _ outcome: String, attempt: Int, since start: MonotonicInstant) {
        let path = request.head.path?.prefix { $0 != "?" } ?? "/"
        let duration = DurationText.format(start.duration(to: clock.now))
        logger.debug("\(request.head.method.rawValue) \(path)  \(outcome)  attempt \(attempt)  \(duration)")
    }

    /// The cloud's id of the request; nil when it has none, or one that repeats what the request carries in secret.
    private static func id(of response: TransportResponse, to request: TransportRequest) -> String? {
        guard let id = CloudErrorDecoder.requestID(response), id.utf8.count <= 128 else { return nil }
        let carried = request.head.headerFields.map(\.value) + [String(decoding: request.body, as: UTF8.self)]
        return carried.contains { $0.contains(id) || (!$0.isEmpty && id.contains($0)) } ? nil : id
    }
}
