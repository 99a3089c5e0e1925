import ArgumentParser

/// What everything takes that lets Lua work on a cloud: a run, or a session at a prompt.
struct RunOptions: ParsableArguments {
    @OptionGroup var servers: ServerOptions

    @Flag(help: "Allow secrets to be turned into text with secret:reveal().")
    var reveal = false

    @OptionGroup var passphrase: PassphraseOptions

    @Option(
        defaultAsFlag: ArgumentList.simulatedServers,
        parsing: .next,
        help: ArgumentHelp(
            "Work on a simulated cloud with N new Windows servers, 1 to \(SimulateCommand.mostServers).",
            valueName: "N"
        )
    )
    var simulate: Int?

    @Option(
        help: ArgumentHelp(
            "What the simulator's chances come from: the same number gives the same cloud.",
            valueName: "number"
        )
    )
    var seed: UInt64 = 1

    @OptionGroup(title: "Inputs") var inputs: InputOptions
    @OptionGroup(title: "Inputs") var inventory: InventoryOptions
    @OptionGroup var common: CommonOptions

    /// How many times faster than life the cloud is.
    var speed: Double { common.cloud.speed ?? (simulate == nil ? 1 : 60) }

    func validate() throws {
        guard let simulate else { return }
        guard (1...SimulateCommand.mostServers).contains(simulate) else {
            throw ValidationError("--simulate: expected 1 to \(SimulateCommand.mostServers) servers, got \(simulate)")
        }
        if common.cloud.endpoint != nil { throw ValidationError("--simulate and --endpoint exclude each other") }
    }
}
