import AutomationCore
import Foundation
import RunbookEngine
import Yams

/// `--vars FILE`: values of inputs in JSON or YAML. No error shows what is in the file: it may hold secrets.
enum VariablesFile {
    /// The most bytes that are read.
    private static let largest = 1 << 20

    /// Reads a file, which may be a pipe too, as the shell's `<(...)` makes it.
    ///
    /// - Parameter name: What errors call it.
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/input``.
    static func read(_ path: String, called name: String) throws(AutomationError) -> InputFile {
        let (value, isPrivate) = try document(path, called: name)
        switch value {
        case .record(let values): return InputFile(name: name, values: values, isPrivate: isPrivate)
        case .none: return InputFile(name: name, values: [:], isPrivate: isPrivate)
        default:
            throw AutomationError(.input, "\(name) holds no names with values", hint: "write servers: [win-001], say")
        }
    }

    /// What a file in JSON or YAML holds, and whether nobody else can read it.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/input``.
    static func document(_ path: String, called name: String) throws(AutomationError) -> (Value, isPrivate: Bool) {
        let (contents, isPrivate) = try contents(path, name)
        guard let text = String(validating: contents, as: UTF8.self) else {
            throw AutomationError(.input, "\(name) is not a text in UTF-8", hint: "save it in UTF-8")
        }
        return (name.lowercased().hasSuffix(".json") ? try json(text, name) : try jsonOrYAML(text, name), isPrivate)
    }

    private static func contents(_ path: String, _ name: String) throws(AutomationError) -> ([UInt8], Bool) {
        guard let handle = FileHandle(forReadingAtPath: path) else {
            let isThere = FileManager.default.fileExists(atPath: path)
            throw AutomationError(.input, "\(name) \(isThere ? "cannot be read" : "is not there")")
        }
        // Asked of the open file, which nobody can put another in the place of.
        var status = stat()
        let isPrivate = fstat(handle.fileDescriptor, &status) == 0 && status.st_mode & 0o077 == 0
        var contents: [UInt8] = []
        do {
            while let chunk = try handle.read(upToCount: 64 * 1024), !chunk.isEmpty {
                contents += chunk
                if contents.count > largest { break }
            }
        } catch {
            throw AutomationError(.input, "\(name) cannot be read", hint: "is it a file?")
        }
        guard contents.count <= largest else {
            throw AutomationError(.input, "\(name) has more than the \(largest) bytes that are read")
        }
        return (contents, isPrivate)
    }

    private static func json(_ text: String, _ name: String) throws(AutomationError) -> Value {
        do {
            return try JSONDecoder().decode(DecodedValue.self, from: Data(text.utf8)).value
        } catch {
            throw AutomationError(.input, "\(name) is not JSON", hint: "name it .yaml if it is YAML")
        }
    }

    /// YAML, or JSON, of which YAML takes most and not all.
    private static func jsonOrYAML(_ text: String, _ name: String) throws(AutomationError) -> Value {
        let first = text.first { !$0.isWhitespace }
        if first == "{", let value = try? json(text, name) { return value }
        do {
            return try Yams.compose(yaml: text).map { Value($0) } ?? .none
        } catch {
            throw AutomationError(.input, "\(name) is not YAML\(line(of: error).map { ": see line \($0)" } ?? "")")
        }
    }

    private static func line(of error: any Error) -> Int? {
        switch error {
        case YamlError.scanner(_, _, let mark, _), YamlError.parser(_, _, let mark, _),
            YamlError.composer(_, _, let mark, _):
            mark.line
        default: nil
        }
    }
}
