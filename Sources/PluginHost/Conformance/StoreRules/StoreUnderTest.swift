import AutomationCore

/// A store that rules are tried on, through two users of the same place.
struct StoreUnderTest: Sendable {
    let store: any SecretStore
    let other: any SecretStore
    let reader: (any SecretStore)?
    let server: Server
    let needsReader: Bool
    let mayBeSilent: Bool

    func put(_ text: String, sealed: String? = nil) async throws {
        try await store.put(Secret(text, sealedDigest: sealed), for: server)
    }

    func reset(to text: String) async throws {
        try await store.promote(try await store.putPending(Secret(text), for: server), for: server)
    }

    /// Says what is stored: the current password, whether one is pending, how many there were.
    func expect(
        _ current: String?,
        isPending: Bool = false,
        history: Int,
        of server: Server? = nil
    ) async throws {
        let server = server ?? self.server
        for user in [store, other] {
            let record = try await user.record(for: server)
            try demand(
                (record?.current != nil) == (current != nil) && (record?.pending != nil) == isPending
                    && record?.history.count ?? 0 == history,
                "the record does not tell of \(current == nil ? "no" : "a") current password, "
                    + "\(isPending ? "a" : "no") pending one and \(history) earlier ones"
            )
        }
        guard let reader else { return }
        let secret: Secret?
        do { secret = try await reader.password(of: server) } catch let error as AutomationError
            where mayBeSilent && error.kind == .secretStore && error.cause == nil
        {
            guard needsReader else { return }
            throw StoreRule.Silence(reason: error.message)
        }
        try demand(
            secret?.withExposedText { $0 } == current,
            "the current password is not the one that was stored last"
        )
    }

    /// The digests that entries were stored with, current, pending, history.
    func digests() async throws -> [String?] {
        let record = try await other.record(for: server)
        return ([record?.current, record?.pending].compactMap(\.self) + (record?.history ?? [])).map(\.sealedDigest)
    }

    func demand(_ condition: Bool, _ otherwise: String) throws {
        guard condition else { throw StoreRule.Broken(description: otherwise) }
    }

    /// The error that a call fails with.
    func failure(_ body: () async throws -> Void) async throws -> AutomationError {
        do { try await body() } catch let error as AutomationError { return error }
        throw StoreRule.Broken(description: "a call succeeds that must fail")
    }
}
