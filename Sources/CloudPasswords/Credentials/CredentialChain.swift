import AutomationCore

/// Asks several sources in a declared order; the first that is in use answers.
///
/// A source that is not in use is passed over and its reason kept; a source that is in use and broken ends the search,
/// because going on would run as somebody else than the operator meant.
public struct CredentialChain: CredentialSource {
    private let sources: [any CredentialSource]

    /// Asks `sources` in this order.
    public init(_ sources: [any CredentialSource]) {
        self.sources = sources
    }

    public var name: String { sources.map(\.name).joined(separator: ", then ") }

    /// Asks the sources.
    ///
    /// - Returns: Always a credential.
    /// - Throws: What a broken source throws; when none is in use, ``AutomationError`` of kind
    ///   ``ErrorKind/authentication`` that lists each source and why it did not answer.
    public func resolve() async throws -> CredentialAnswer {
        var reasons: [String] = []
        for source in sources {
            try Task.checkCancellation()
            switch try await source.resolve() {
            case .found(let credential): return .found(credential)
            case .notConfigured(let reason): reasons.append("\(source.name): \(reason)")
            }
        }
        throw AutomationError(
            .authentication,
            reasons.isEmpty
                ? "there is no credential, and no source to ask for one"
                : "there is no credential; asked were, in this order: \(reasons.joined(separator: "; "))",
            hint:
                "set HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK, or OS_CLOUD, or OS_TOKEN; or configure any other of these"
        )
    }
}
