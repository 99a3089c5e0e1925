import AutomationCore
import PluginHost

/// The plugin that is put to the test: one in a folder, or one that the program has built in.
enum PluginTestSubject {
    case found(FoundPlugin)
    case builtIn(any Plugin)

    /// The plugin that a word on the command line means.
    ///
    /// A built-in one goes before a folder of its name, as everywhere else: `./NAME` is always the folder, and nothing
    /// else could mean the built-in one.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/plugin`` when there is none.
    init(_ word: String, files: FileRoot) throws(AutomationError) {
        if let plugin = Latchkey.teamPlugins.first(where: { $0.manifest.name == word }) {
            self = .builtIn(plugin)
            return
        }
        do { self = .found(try PluginSearch(folders: [], files: files).plugin(at: word, isNamed: true)) } catch {
            var error = error
            let names = Latchkey.teamPlugins.map(\.manifest.name).sorted().joined(separator: ", ")
            if !names.isEmpty {
                error.hint = [error.hint, "built in: \(names)"].compactMap(\.self).joined(separator: "; ")
            }
            throw error
        }
    }

    /// Loads it, each time anew; one that is built in is there already.
    func load(_ loader: PluginLoader) async throws -> any Plugin {
        switch self {
        case .found(let found): try await loader.load(found)
        case .builtIn(let plugin): plugin
        }
    }
}
