package import AutomationCore
import Foundation

/// Where a path really leads, links and `..` followed, also when what it names does not exist yet.
package enum RealPath {
    /// As many as Linux follows.
    private static let mostLinks = 40

    /// The absolute path without `.`, `..` or a link that `path`, which is absolute, leads to.
    ///
    /// `realpath` says nothing about a file that is yet to be written, nor about a link to one.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/argument`` when no path can be like that.
    package static func resolve(_ path: String) throws(AutomationError) -> String {
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw AutomationError(.argument, path.isEmpty ? "the path is empty" : "the path has a zero byte in it")
        }
        var resolved: [String] = []
        var rest = components(path)
        var links = 0
        while let name = rest.popLast() {
            if name == "." { continue }
            if name == ".." {
                // What is behind is free of links, so this is what the system would do.
                _ = resolved.popLast()
                continue
            }
            let place = "/" + (resolved + [name]).joined(separator: "/")
            guard let target = link(at: place) else {
                resolved.append(name)
                continue
            }
            links += 1
            guard links <= mostLinks else { throw AutomationError(.argument, "\(path) goes through too many links") }
            if target.hasPrefix("/") { resolved = [] }
            rest += components(target)
        }
        return "/" + resolved.joined(separator: "/")
    }

    /// The path with its folder resolved, and its last name as it is: programs are known by the name they are called by,
    /// and some do another thing under each.
    package static func resolveFolder(of path: String) throws(AutomationError) -> String {
        guard !path.utf8.contains(0) else { return try resolve(path) }
        let name = (path as NSString).lastPathComponent
        guard name != "..", name != ".", name != "/" else { return try resolve(path) }
        let folder = try resolve((path as NSString).deletingLastPathComponent)
        return folder == "/" ? "/" + name : folder + "/" + name
    }

    /// The names in a path, last one first.
    private static func components(_ path: String) -> [String] {
        path.split(separator: "/").reversed().map(String.init)
    }

    /// Where the link at a place points to; nil when there is none.
    private static func link(at path: String) -> String? {
        var target = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        let count = readlink(path, &target, target.count)
        return count > 0 ? String(decoding: target.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self) : nil
    }
}
