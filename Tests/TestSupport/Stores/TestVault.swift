public import AgeEncryption
import Foundation

/// Vaults for tests, all opened by one identity, made without any chance.
public enum TestVault {
    /// The identity's text.
    public static let identityText = "AGE-SECRET-KEY-1EGTZVFFV20835NWYV6270LXYVK2VKNX2MMDKWYKLMGR48UAWX40Q2P2LM0"

    /// Whom they are encrypted for, as text.
    public static func recipientText() throws -> String { try identity().recipient.description }

    /// The identity that opens them.
    public static func identity() throws -> AgeIdentity { try AgeIdentity(identityText) }

    /// Makes a vault.
    ///
    /// - Parameter path: Its absolute path; folders above it are made too.
    public static func make(at path: String) throws {
        try FileManager.default.createDirectory(
            atPath: path,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        try write("\(identity().recipient)\n", to: path + "/.age-recipients")
    }

    /// Writes the identity's file.
    public static func writeIdentity(to path: String) throws {
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        try write("# for tests\n\(identityText)\n", to: path)
    }

    private static func write(_ text: String, to path: String) throws {
        let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        guard FileManager.default.createFile(atPath: path, contents: Data(text.utf8), attributes: attributes) else {
            throw CocoaError(.fileWriteUnknown)
        }
    }
}
