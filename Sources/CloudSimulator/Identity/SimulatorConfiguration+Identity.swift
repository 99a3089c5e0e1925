import AutomationCore

/// What a client of the simulated cloud is given to prove who it is. None of it opens anything but a simulator.
extension SimulatorConfiguration {
    /// A region for those who do not care which.
    public static let defaultRegion = "eu-west-101"
    /// The name of ``SimulatedUser/standard``.
    public static let defaultUser = "simulated-user"
    /// The password of ``SimulatedUser/standard``.
    public static let defaultPassword = "Simulated-Password-1"
    /// The name of the account that ``SimulatedUser/standard`` belongs to.
    public static let defaultDomain = "simulated-account"
    /// The id of ``SimulatedApplicationCredential/standard``.
    public static let defaultApplicationCredentialID = "58d61ff8e6e34accb35874016d1dba8b"
    /// The secret of ``SimulatedApplicationCredential/standard``.
    public static let defaultApplicationCredentialSecret = "simulated-application-secret"
    /// The id of ``SimulatedAccessKey/standard``.
    public static let defaultAccessKeyID = "SIMULATEDACCESSKEY01"
    /// The secret of ``SimulatedAccessKey/standard``.
    public static let defaultSecretAccessKey = "simulatedSecretAccessKey0123456789abcdef"
}
