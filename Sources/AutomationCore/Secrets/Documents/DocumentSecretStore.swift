import Foundation

/// A secret store that keeps its passwords as one document per server somewhere else.
///
/// Every document that is written is read back and compared before a method returns. Writers of several processes do
/// not disturb one another as long as the other side refuses a write that is made from an old revision.
public struct DocumentSecretStore: SecretStore {
    /// How often a write is made anew from what somebody else has written meanwhile.
    private static let attempts = 32

    public let name: String
    private let documents: any SecretDocuments
    private let world: World

    /// Puts the rules in front of `documents`, which messages call `name`.
    public init(name: String, documents: any SecretDocuments, world: World) {
        self.name = name
        self.documents = documents
        self.world = world
    }

    public func put(_ secret: Secret, for server: Server) async throws {
        try await change(server) { $0.put(SecretDocument.Entry(secret, at: world.clock.wallTime)) }
    }

    public func putPending(_ secret: Secret, for server: Server) async throws -> PendingPassword {
        let pending = PendingPassword(rawValue: String(world.randomness.next(), radix: 16))
        try await change(server) {
            $0.putPending(SecretDocument.Entry(secret, at: world.clock.wallTime, reset: pending))
        }
        return pending
    }

    public func promote(_ pending: PendingPassword, for server: Server) async throws {
        try await change(server) { document throws(AutomationError) in
            guard document.promote(pending) else {
                throw failure("the pending password is not there, so it cannot become current", server)
            }
        }
    }

    public func withdraw(_ pending: PendingPassword, for server: Server) async throws {
        try await change(server) { $0.withdraw(pending) }
    }

    public func record(for server: Server) async throws -> SecretRecord? {
        try await load(server)?.document.record
    }

    public func password(of server: Server) async throws -> Secret? {
        try await load(server)?.document.current.map { Secret($0.password, sealedDigest: $0.sealedDigest) }
    }

    private func change(
        _ server: Server,
        _ body: @Sendable (inout SecretDocument) throws(AutomationError) -> Void
    ) async throws {
        for attempt in 0..<Self.attempts {
            if attempt > 0 { await pause(before: attempt) }
            let found = try await load(server)
            var document = found?.document ?? SecretDocument(server: server)
            document.serverName = server.name ?? document.serverName
            try body(&document)
            let text = try encoded(document, server)
            let isWritten: Bool
            do {
                isWritten = try await documents.write(text, for: server, replacing: found?.revision)
            } catch {
                throw failure("writing failed: \(AutomationError(error).message)", server, AutomationError(error))
            }
            guard isWritten else { continue }
            guard let written = try await read(server)?.document, written.matches(text) else {
                // Another writer may have been faster than the look; its document holds ours when it was made from it.
                if let later = try await load(server)?.document, later.holds(all: document) { return }
                throw failure("what was written is not what is read back", server)
            }
            return
        }
        throw failure("others kept writing at the same time", server)
    }

    /// Lets somebody else be faster: writers that keep step would stand in one another's way every time.
    private func pause(before attempt: Int) async {
        let most = UInt64(10 << min(attempt, 5))
        // Who is cancelled goes on at once: the password is still to be stored.
        try? await world.clock.sleep(for: .milliseconds(world.randomness.next() % most))
    }

    private func load(_ server: Server) async throws -> (document: SecretDocument, revision: String)? {
        guard let found = try await read(server) else { return nil }
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        let document = found.document.withExposedText { try? decoder.decode(SecretDocument.self, from: Data($0.utf8)) }
        guard let document, document.version == 1 else {
            throw failure("its entry is damaged, or of a later version", server)
        }
        return (document, found.revision)
    }

    private func read(_ server: Server) async throws -> (document: Secret, revision: String)? {
        do { return try await documents.read(for: server) } catch {
            throw failure("reading failed: \(AutomationError(error).message)", server, AutomationError(error))
        }
    }

    private func encoded(_ document: SecretDocument, _ server: Server) throws(AutomationError) -> Secret {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let contents = try? encoder.encode(document) else {
            throw failure("the entry cannot be written down", server)
        }
        return Secret(String(decoding: contents, as: UTF8.self))
    }

    private func failure(_ reason: String, _ server: Server, _ cause: AutomationError? = nil) -> AutomationError {
        AutomationError(
            .secretStore,
            "passwords cannot be kept in \(name): \(reason)",
            server: server.label,
            hint: cause?.hint,
            cause: cause
        )
    }
}
