public import AutomationCore

extension CredentialChain {
    /// All sources in the order in which they are asked: what was given explicitly, the plugins, the environment, the profile file,
    /// KooCLI's configuration, `clouds.yaml`, and last the metadata service, which costs a wait of up to three seconds
    /// where there is none.
    ///
    /// User names with passwords, application credentials and ready tokens are no places of their own: they are found
    /// in the options, in the environment and in `clouds.yaml`, and exchanged for tokens there.
    ///
    /// - Parameters:
    ///   - options: what the embedding program gives.
    ///   - plugins: the sources that plugins bring along.
    ///   - environment: a copy of the environment, the home folder included.
    ///   - files: how files are read.
    public static func standard(
        options: CredentialOptions = CredentialOptions(),
        plugins: [PluginCredentials] = [],
        environment: [String: String],
        files: CredentialFiles,
        world: World
    ) -> CredentialChain {
        let places: [any CredentialSource] = [
            EnvironmentCredentials(environment, world: world),
            ProfileCredentials(environment: environment, files: files),
            KooCLICredentials(environment: environment, files: files),
            CloudsYAMLCredentials(environment: environment, files: files, world: world),
            MetadataCredentials(world: world),
        ]
        return CredentialChain([OptionCredentials(options, world: world)] + plugins + places)
    }
}
