import AutomationCore
import Foundation

/// One request's worth of a reset of many servers: stored, sent, answered.
struct BatchReset: Sendable {
    /// What an answer has said.
    private struct Answer {
        /// The ids of the servers that have it.
        var taken: Set<String> = []
        var failures: [BatchFailure] = []
        /// Whether an attempt before the answered one may have been carried out.
        var isOpen = false
    }

    /// How often the servers are sent again of which an answer says nothing.
    private static let mostRounds = 3
    /// What the reference gives a batch that failed for some. Source: ECS API reference, Ecs.0611.
    private static let partialStatus = 400

    let client: CloudClient
    let store: any SecretStore
    let events: any EventSink
    let operation: CloudOperation
    let password: Secret
    let isDryRun: Bool
    let caller: String

    /// Does all of it for these servers. Must not be torn: run it where no cancellation reaches.
    func run(_ servers: [Server]) async -> [String: ResetConfirmation] {
        var outcomes: [String: ResetConfirmation] = [:]
        var waiting: [Server] = []
        var pending: [String: PendingPassword] = [:]
        for server in servers {
            do {
                if !isDryRun {
                    pending[server.id] = try await store.putPending(password, for: server)
                    events.receive(.step(server: server, what: "new password stored as pending"))
                }
                waiting.append(server)
            } catch {
                outcomes[server.id] = .failed(Self.described(error, caller, server))
            }
        }
        for round in 1...Self.mostRounds where !waiting.isEmpty {
            // An answer that did not name a server leaves open whether it has the password by now.
            var isOpen = round > 1
            let answer: Answer
            do { answer = try await send(waiting) } catch {
                for server in waiting {
                    outcomes[server.id] = await settled(error, server, pending[server.id], isOpen: isOpen)
                }
                return outcomes
            }
            isOpen = isOpen || answer.isOpen
            let before = waiting.count
            var left: [Server] = []
            let failures = Dictionary(answer.failures.map { ($0.serverID.lowercased(), $0) }) { first, _ in first }
            for server in waiting {
                let id = server.id.lowercased()
                if let failure = failures[id] {
                    // What an unknown code means for the password nobody can tell.
                    let isKnown = failure.code.map { CloudErrorTable.meaning(of: $0) != nil } ?? false
                    let error = self.error(failure, server)
                    outcomes[server.id] = await settled(
                        error,
                        server,
                        pending[server.id],
                        isOpen: isOpen || !isKnown
                    )
                } else if answer.taken.contains(id) {
                    outcomes[server.id] = await taken(server, pending[server.id])
                } else {
                    left.append(server)
                }
            }
            waiting = left
            if left.count == before { break }
            // An answer that names only those that failed says nothing certain of the others. The same password sent
            // again does no harm, and its answer does.
        }
        for server in waiting {
            let reason = "the cloud's answer names it neither as done nor as failed"
            let place = isDryRun ? "" : "; the new password stays stored as pending"
            outcomes[server.id] = .unconfirmed(reason + place)
        }
        return outcomes
    }

    private func send(_ servers: [Server]) async throws -> Answer {
        struct Body: Decodable {
            struct Reference: Decodable { var id: String }
            var response: [Reference]
        }
        var request = CloudRequest(operation, caller: caller)
        request.body = BatchResetBody.encoded(password, for: servers, isDryRun: isDryRun)
        request.secrets = [password]
        let openOutcome = OpenOutcome()
        request.openOutcome = openOutcome
        let body = try await client.send(request)
        let response = (try? JSONDecoder().decode(Body.self, from: Data(body)))?.response ?? []
        return Answer(
            taken: Set(response.map { $0.id.lowercased() }),
            failures: BatchFailure.list(in: body, hiding: [password]),
            isOpen: openOutcome.isOpen
        )
    }

    private func taken(_ server: Server, _ pending: PendingPassword?) async -> ResetConfirmation {
        guard let pending else { return .unconfirmed("the cloud would take it; nothing was changed") }
        do {
            try await store.promote(pending, for: server)
        } catch {
            let advice = "the cloud has taken the new password, which stays stored as pending"
            return .failed(Self.described(error, caller, server).advising(advice))
        }
        events.receive(.step(server: server, what: "new password is current"))
        return .unconfirmed("the cloud has taken it; it takes effect when the server starts next")
    }

    /// Brings the store in line with a failure, and says in the error's hint how it stands.
    ///
    /// - Parameters:
    ///   - pending: What was stored for it; nil when nothing is changed.
    ///   - isOpen: Whether an earlier round may have been carried out.
    private func settled(
        _ error: any Error,
        _ server: Server,
        _ pending: PendingPassword?,
        isOpen: Bool
    ) async -> ResetConfirmation {
        let error = Self.described(error, caller, server).hiding([password])
        guard let pending else { return .failed(error) }
        guard error.isCertainlyNotDone, !isOpen else {
            let advice = "the new password stays stored as pending, because the reset may have been carried out"
            return .failed(error.advising(advice))
        }
        guard (try? await store.withdraw(pending, for: server)) == nil else { return .failed(error) }
        return .failed(error.advising("the refused password could not be withdrawn and stays stored as pending"))
    }

    private func error(_ failure: BatchFailure, _ server: Server) -> AutomationError {
        var context = RequestContext(
            operation: operation,
            server: server,
            caller: caller,
            deadline: OperationDeadline(MonotonicInstant(offset: .zero)),
            events: events
        )
        context.secrets = [password]
        return CloudErrorDecoder.error(
            for: failure,
            of: server,
            status: Self.partialStatus,
            requestID: nil,
            context: context
        )
    }

    private static func described(_ error: any Error, _ caller: String, _ server: Server) -> AutomationError {
        let known = error as? AutomationError ?? AutomationError(.cancelled, "it was interrupted")
        var error = known.about(caller, server)
        error.server = server.label
        return error
    }
}
