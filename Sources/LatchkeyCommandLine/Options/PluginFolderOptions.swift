import ArgumentParser

/// Plugins beside those that are found.
struct PluginFolderOptions: ParsableArguments {
    @Option(
        name: .customLong("plugin"),
        parsing: .singleValue,
        help: ArgumentHelp(
            "Folder of a plugin to use this time, as it is, beside those that were accepted. Once per plugin.",
            valueName: "folder"
        ),
        completion: .directory
    )
    var plugins: [String] = []
}
