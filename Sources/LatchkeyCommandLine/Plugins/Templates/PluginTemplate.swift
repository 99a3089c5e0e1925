import ArgumentParser
import AutomationCore
import Foundation
import PluginHost

/// A small plugin that works, to go on from.
struct PluginTemplate {
    /// What it is written in.
    enum Kind: String, ExpressibleByArgument, CaseIterable {
        case lua
        case python = "process-python"
        case swift

        /// Where it is made unless somebody says where.
        var folder: String { self == .swift ? "." : "plugins" }
    }

    /// A file of it.
    struct File {
        var path: String
        var text: String
    }

    let kind: Kind
    let name: String

    /// All its files.
    var files: [File] {
        switch kind {
        case .lua: Self.lua(name)
        case .python: Self.python(name)
        case .swift: Self.swift(name)
        }
    }

    /// What to do with it next.
    ///
    /// - Parameter isFound: Whether it is where plugins are looked for.
    func advice(_ folder: String, isFound: Bool) -> String {
        switch kind {
        case .lua, .python:
            "Try it with: latchkey plugin test \(folder)\n"
                + (isFound
                    ? "Use it after: latchkey plugin grant \(name)"
                    : "Use it with --plugin \(folder), or give its path in \(ProjectFile.name)")
        case .swift: "Say in \(folder)/Package.swift where Latchkey is, as its README.md tells; then: swift build"
        }
    }

    /// Writes the files into a folder that is not there yet.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/input``.
    func write(to folder: String, called shown: String) throws(AutomationError) {
        let manager = FileManager.default
        guard !manager.fileExists(atPath: folder) else {
            throw AutomationError(.input, "\(shown) is there already, and nothing is overwritten")
        }
        for file in files {
            let url = URL(fileURLWithPath: "\(folder)/\(file.path)")
            do {
                try manager.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(file.text.utf8).write(to: url, options: .withoutOverwriting)
            } catch {
                throw AutomationError(
                    .input,
                    "\(shown)/\(file.path) cannot be written",
                    hint: "is the folder writable?"
                )
            }
        }
    }
}
