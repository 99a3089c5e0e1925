import ArgumentParser

/// Plugins beside those that are found.
struct PluginFolderOptions: ParsableArguments {
    @Option(
        name: .customLong("plugin"),
        parsing: .singleValue,
        help: ArgumentHelp(
            "Folder of a plugin to use this time, as it is. Once per plugin; others are found in ./plugins.",
            valueName: "folder"
        ),
        completion: .directory
    )
    var plugins: [String] = []
}
