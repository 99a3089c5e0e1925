import AutomationCore
import Crypto
import Foundation

/// What a plugin's files are, in one number: any change of a name or of contents changes it.
enum PluginFolderHash {
    /// The most files and bytes that are looked at: a plugin that has more is none.
    private static let (mostFiles, mostBytes) = (10_000, 256 << 20)

    /// The SHA-256, in lower-case hexadecimal, of a folder's files, or of one file.
    ///
    /// Links are not followed: what they lead to is not the plugin's. What git keeps about the folder does not count, nor
    /// what Python compiles, which it does not read when we start it.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/plugin``.
    static func hash(of path: String) throws(AutomationError) -> String {
        var digest = SHA256()
        var bytes = 0
        let names = try files(in: path)
        for name in names {
            let file = name.isEmpty ? path : "\(path)/\(name)"
            guard let contents = FileManager.default.contents(atPath: file) else {
                throw AutomationError(.plugin, "\(file) cannot be read")
            }
            bytes += contents.count
            guard bytes <= mostBytes else { throw AutomationError(.plugin, "\(path) is too large for a plugin") }
            // The lengths in front keep a name and contents apart.
            digest.update(data: Data("\(name.utf8.count):\(name)\(contents.count):".utf8))
            digest.update(data: contents)
        }
        return digest.finalize().map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }

    private static func files(in path: String) throws(AutomationError) -> [String] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw AutomationError(.plugin, "\(path) is not there")
        }
        guard isFolder.boolValue else { return [""] }
        guard let all = FileManager.default.enumerator(atPath: path) else {
            throw AutomationError(.plugin, "\(path) cannot be read")
        }
        var names: [String] = []
        while let name = all.nextObject() as? String {
            let last = (name as NSString).lastPathComponent
            let type = all.fileAttributes?[.type] as? FileAttributeType
            let isCompiled = last.hasSuffix(".pyc") && name.contains("__pycache__/")
            if name == ".git" || isCompiled {
                if type == .typeDirectory { all.skipDescendants() }
                continue
            }
            switch type {
            case .typeRegular: names.append(name)
            case .typeDirectory: continue
            default:
                throw AutomationError(.plugin, "\(path)/\(name) is no ordinary file, so the plugin cannot be checked")
            }
            guard names.count <= mostFiles else {
                throw AutomationError(.plugin, "\(path) has too many files for a plugin")
            }
        }
        return names.sorted()
    }
}
