import AutomationCore
import Foundation

/// What a command has to say of one server. In JSON, fields are only ever added.
struct ServerEntry: Sendable {
    /// The server; nil where a command needs none.
    var server: Server?
    /// What the text says, in columns; nothing for a server that failed.
    var columns: [String] = []
    /// Why it failed; nil when it did not.
    var error: AutomationError?
    /// Whether the answer is a plain no, which scripts want to tell from a yes.
    var isNo = false

    /// The sealed password in base64.
    var sealed: String?
    /// The SHA-256 of that text.
    var sealedDigest: String?
    /// The password in the open, because the operator has asked for it.
    var password: String?
    /// The secret store that has the password.
    var store: String?
    /// Whether there was anything to clear.
    var wasCleared: Bool?
    /// Whether the password can be reset.
    var canReset: Bool?
    /// `confirmed`, `unconfirmed` or `failed`.
    var confirmation: String?
    /// How far that is known.
    var reason: String?
    /// Whether the server was restarted.
    var isRestarted: Bool?
    /// Whether what the cloud says of it belongs into the JSON.
    var showsDetail = false
}

extension ServerEntry: Encodable {
    private enum Member: String, CodingKey {
        case id, name, ok, error, sealed, password, store, cleared, confirmation, reason, restarted
        case status, os, image, flavor, launched, locked, task
        case sealedDigest = "sealed_sha256"
        case canReset = "can_reset"
        case keyName = "key_name"
    }

    func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: Member.self)
        try members.encodeIfPresent(server?.id, forKey: .id)
        try members.encodeIfPresent(server?.name, forKey: .name)
        if showsDetail {
            try encodeDetail(&members)
        } else {
            try members.encode(error == nil, forKey: .ok)
        }
        try members.encodeIfPresent(
            error.map { RunReportJSON.Failure(CommandAdvice.forOperator($0)) },
            forKey: .error
        )
        try members.encodeIfPresent(sealed, forKey: .sealed)
        try members.encodeIfPresent(sealedDigest, forKey: .sealedDigest)
        try members.encodeIfPresent(password, forKey: .password)
        try members.encodeIfPresent(store, forKey: .store)
        try members.encodeIfPresent(wasCleared, forKey: .cleared)
        try members.encodeIfPresent(canReset, forKey: .canReset)
        try members.encodeIfPresent(confirmation, forKey: .confirmation)
        try members.encodeIfPresent(reason, forKey: .reason)
        try members.encodeIfPresent(isRestarted, forKey: .restarted)
    }

    private func encodeDetail(_ members: inout KeyedEncodingContainer<Member>) throws {
        let detail = server?.detail
        try members.encodeIfPresent(detail?.status, forKey: .status)
        try members.encodeIfPresent(detail?.osType, forKey: .os)
        try members.encodeIfPresent(detail?.keyName, forKey: .keyName)
        try members.encodeIfPresent(detail?.imageID, forKey: .image)
        try members.encodeIfPresent(detail?.flavorID, forKey: .flavor)
        try members.encodeIfPresent(detail?.taskState, forKey: .task)
        try members.encodeIfPresent(detail?.isLocked, forKey: .locked)
        try members.encodeIfPresent(detail?.launchedAt.map { $0.formatted(.iso8601) }, forKey: .launched)
    }
}
