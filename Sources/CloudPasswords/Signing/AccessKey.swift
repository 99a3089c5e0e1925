public import AutomationCore
import Crypto
import Foundation

/// An access key: who signs requests (the id) and what they are signed with (the secret).
///
/// A temporary one, from an agency or from IAM, comes with a security token and is worth nothing without it.
///
/// Its description and its mirror show the first four characters of the id at most: people do mistake the secret for
/// the id.
///
/// Source: API Request Signing Guide, "AK/SK signing and authentication".
public struct AccessKey: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// What the cloud calls it, `AK` in its documentation. It travels with every request.
    public let id: String
    /// What requests are signed with, `SK` in the cloud's documentation. It never travels.
    public let secret: Secret
    /// What makes a temporary key valid; nil for a permanent one.
    public let securityToken: Secret?
    /// The secret as the signing takes it: made once, so that requests leave no copies of it behind. The library
    /// overwrites it with the last copy of the key.
    let signingKey: SymmetricKey

    /// Takes an access key as it was configured.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/authentication`` when a part of it is empty or holds what no
    ///   such part holds, a line break for one: better here than as the sixth refused signature, which locks the key.
    public init(id: String, secret: Secret, securityToken: Secret? = nil) throws(AutomationError) {
        guard !id.isEmpty, id.utf8.allSatisfy(Self.isAllowedInID) else {
            throw Self.malformed("the access key id", id.isEmpty)
        }
        guard Self.isVisibleASCII(secret) else { throw Self.malformed("the secret access key", secret.isEmpty) }
        if let securityToken, !Self.isVisibleASCII(securityToken) {
            throw Self.malformed("the security token", securityToken.isEmpty)
        }
        self.id = id
        self.secret = secret
        self.securityToken = securityToken
        signingKey = secret.withExposedText { text in
            var text = text
            return text.withUTF8 { SymmetricKey(data: $0) }
        }
    }

    /// `access key QTWA...`
    public var description: String { "access key \(id.prefix(id.count < 8 ? 0 : 4))..." }

    public var debugDescription: String { description }

    public var customMirror: Mirror { Mirror(self, children: [:]) }

    /// What separates the parts of the Authorization header must not be in the id.
    private static func isAllowedInID(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
            true
        default: false
        }
    }

    private static func isVisibleASCII(_ secret: Secret) -> Bool {
        secret.withExposedText { text in !text.isEmpty && text.utf8.allSatisfy { (0x21...0x7E).contains($0) } }
    }

    private static func malformed(_ part: String, _ isEmpty: Bool) -> AutomationError {
        AutomationError(
            .authentication,
            isEmpty ? "\(part) is empty" : "\(part) holds a character that cannot be in one, such as a blank",
            hint: "copy it again from the file that the console let you download, without quotes or line breaks"
        )
    }
}
