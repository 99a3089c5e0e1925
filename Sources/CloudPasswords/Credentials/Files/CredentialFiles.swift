public import AutomationCore
import Foundation

/// How credential sources read files.
public struct CredentialFiles: Sendable {
    /// The content of the file at a path; nil when there is none. Throws when there is one that cannot be read.
    public var read: @Sendable (String) throws -> [UInt8]?

    /// Reads by `read`.
    public init(read: @escaping @Sendable (String) throws -> [UInt8]?) {
        self.read = read
    }

    /// Reads the disk; relative paths start from `root`.
    public static func disk(root: FileRoot) -> CredentialFiles {
        CredentialFiles { path in
            do {
                return [UInt8](try Data(contentsOf: URL(fileURLWithPath: root.resolve(path))))
            } catch CocoaError.fileReadNoSuchFile {
                return nil
            }
        }
    }

    /// The text of a file; nil when there is none.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/authentication`` when it cannot be read, or is no UTF-8 text.
    func text(_ path: String) throws(AutomationError) -> String? {
        let bytes: [UInt8]
        do {
            guard let content = try read(path) else { return nil }
            bytes = content
        } catch {
            throw AutomationError(
                .authentication,
                "the file \(path) is there and cannot be read",
                hint: "is it a file, and may this user read it?"
            )
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw AutomationError(.authentication, "the file \(path) is not UTF-8 text")
        }
        // Some editors put a byte order mark in front.
        return text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
    }
}
