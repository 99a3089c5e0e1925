import ArgumentParser

/// What every command takes that works on a cloud.
struct CommonOptions: ParsableArguments {
    @OptionGroup(title: "Cloud") var cloud: CloudOptions
    @OptionGroup(title: "Network") var network: NetworkOptions
    @OptionGroup(title: "Passwords") var store: StoreOptions
    @OptionGroup(title: "Output") var output: OutputOptions
}
