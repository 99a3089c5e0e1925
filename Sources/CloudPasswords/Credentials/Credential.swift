public import AutomationCore
public import Foundation

/// What proves to a cloud who is asking.
///
/// Nothing of it shows in a description, a dump or a mirror but the first four characters of an access key's id.
public enum Credential: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// A token, which goes into a header as it is, and when it ends on the world's wall clock; nil when nobody said.
    case token(Secret, expiresAt: Date?)
    /// A key that signs requests, and when it ends on the world's wall clock; nil for a permanent one, or when nobody
    /// said.
    case accessKey(AccessKey, expiresAt: Date?)

    /// When it ends, on the world's wall clock; nil when that is not known.
    public var expiresAt: Date? {
        switch self {
        case .token(_, let date), .accessKey(_, let date): date
        }
    }

    /// Everything in it that must never be shown.
    public var secrets: [Secret] {
        switch self {
        case .token(let token, _): [token]
        case .accessKey(let key, _): [key.secret] + (key.securityToken.map { [$0] } ?? [])
        }
    }

    /// Whether the other one is the same, whenever it ends.
    func isSame(as other: Credential) -> Bool {
        switch (self, other) {
        case (.token(let token, _), .token(let otherToken, _)):
            return token.matches(otherToken)
        case (.accessKey(let key, _), .accessKey(let otherKey, _)):
            let isSameToken =
                switch (key.securityToken, otherKey.securityToken) {
                case (nil, nil): true
                case (let token?, let otherToken?): token.matches(otherToken)
                default: false
                }
            return key.id == otherKey.id && key.secret.matches(otherKey.secret) && isSameToken
        default:
            return false
        }
    }

    /// `a token` or `access key QTWA...`
    public var description: String {
        switch self {
        case .token: "a token"
        case .accessKey(let key, _): "\(key)"
        }
    }

    public var debugDescription: String { description }

    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
