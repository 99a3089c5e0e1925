import AutomationCore
import Foundation

extension ServerService {
    /// How often an order is sent whose answer was lost, and how often the server is looked at in between.
    private static let mostAttempts = 3

    /// Orders a change of power.
    ///
    /// A change of power must not happen twice. When the answer is lost, the server itself tells whether the order has
    /// arrived; only a start and a stop, which a second order does not repeat, are ordered again.
    ///
    /// - Returns: The id of the cloud's job; nil where the API has none, or when its answer was lost.
    func order(_ change: PowerChange, before: ServerDetail?) async throws -> String? {
        struct Body: Decodable {
            var id: String
            enum CodingKeys: String, CodingKey { case id = "job_id" }
        }
        var attempt = 1
        while true {
            do {
                let order = change.action.body(for: change.server, mode: change.mode, api: change.api)
                let action = change.action.action
                let body = try await send(action, of: change.server, api: change.api, caller: change.caller) {
                    request in
                    request.body = order
                }
                return try? JSONDecoder().decode(Body.self, from: Data(body)).id
            } catch let error as AutomationError {
                // A second order may be refused because the first one is being carried out, and one that did not leave
                // says nothing of the first.
                let isOpen = attempt > 1 && (error.kind == .conflict || error.isUnsent)
                guard !error.isCertainlyNotDone || isOpen else { throw error }
                try Task.checkCancellation()
                guard let before else { throw Self.unknown(error, since: nil) }
                events.receive(.log(.warning, "looking whether the order has arrived: \(error)", server: change.server))
                if try await hasBegun(change, since: before) { return nil }
                guard change.action != .reboot, attempt < Self.mostAttempts else {
                    throw Self.unknown(error, since: before)
                }
                attempt += 1
            }
        }
    }

    /// Whether the server shows within some seconds that an order has arrived.
    private func hasBegun(_ change: PowerChange, since before: ServerDetail) async throws -> Bool {
        let clock = world.cloudClock
        var generator = WorldRandomNumberGenerator(world.randomness)
        var pause = PollPause()
        for _ in 1...Self.mostAttempts {
            let wait = pause.next(jitter: Double.random(in: 0...1, using: &generator))
            try await clock.sleep(until: clock.now.advanced(by: wait))
            do {
                let server = try await detail(of: change.server, api: change.api, caller: change.caller)
                if let detail = server.detail, PowerWatch.hasBegun(change.action, detail, since: before) { return true }
            } catch let error as AutomationError where error.isRetryable || error.kind == .forbidden {
                continue
            }
        }
        return false
    }

    private static func unknown(_ error: AutomationError, since before: ServerDetail?) -> AutomationError {
        var error = error.advising(
            "whether the order was carried out is not known"
                + (before.map { ": the server still shows as \($0.status)" } ?? ", and the server may not be looked at")
        )
        error.isRetryable = false
        return error
    }
}
