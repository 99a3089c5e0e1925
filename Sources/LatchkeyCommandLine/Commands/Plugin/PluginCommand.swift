import ArgumentParser

/// `latchkey plugin`.
struct PluginCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plugin",
        abstract: "Look at plugins, and say what they may do.",
        discussion: """
            A plugin is a folder with plugin.lua, or with plugin.json that names a program. Those in ./plugins, in \
            ~/.local/share/latchkey/plugins and in the system's plugin folders are used once they have been accepted; latchkey.yaml says what is \
            set for them and what they may reach, latchkey.lock how they were when they were accepted.
            """,
        subcommands: [
            PluginListCommand.self, PluginShowCommand.self, PluginGrantCommand.self, PluginNewCommand.self,
            PluginTestCommand.self,
        ]
    )
}
