import AutomationCore
import Foundation

/// Secrets in files: a password or a passphrase on the first line.
enum SecretFile {
    /// The most bytes that are read.
    static let largest = 4096

    /// Reads the first line of a file, which may be a pipe too, as the shell's `<(...)` makes it.
    ///
    /// - Parameter name: What the error calls it.
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/input``.
    static func firstLine(_ path: String, called name: String) throws(AutomationError) -> Secret {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw AutomationError(.input, "\(name) is not there", hint: "give the path of a file")
        }
        guard !isFolder.boolValue, let handle = FileHandle(forReadingAtPath: path),
            let contents = try? handle.read(upToCount: largest + 1)
        else {
            if !isFolder.boolValue, FileManager.default.isReadableFile(atPath: path) {
                throw empty(name)
            }
            throw AutomationError(.input, "\(name) cannot be read", hint: "is it a file, and may this user read it?")
        }
        return try firstLine(of: Array(contents), called: name)
    }

    /// The first line of what was read, without its end; blanks belong to it.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/input`` when there is nothing on it.
    static func firstLine(of contents: [UInt8], called name: String) throws(AutomationError) -> Secret {
        guard contents.count <= largest else {
            throw AutomationError(.input, "\(name) has more than the \(largest) bytes that are read")
        }
        let line = contents.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        guard let text = String(validating: line, as: UTF8.self) else {
            throw AutomationError(.input, "\(name) is not a text in UTF-8", hint: "save it in UTF-8")
        }
        guard !text.isEmpty else { throw empty(name) }
        return Secret(text)
    }

    private static func empty(_ name: String) -> AutomationError {
        AutomationError(.input, "\(name) has nothing on its first line", hint: "write the secret there, alone")
    }
}
