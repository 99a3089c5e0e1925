import ArgumentParser

/// Where servers come from, beside the command line.
struct InventoryOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The plugin whose servers to work on, beside those of --server.", valueName: "plugin")
    )
    var inventory: String?
}
