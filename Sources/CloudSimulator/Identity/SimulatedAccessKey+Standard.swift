import AutomationCore

extension SimulatedAccessKey {
    /// A permanent key of the cloud's project, for those who do not care which.
    public static let standard = SimulatedAccessKey(
        id: SimulatorConfiguration.defaultAccessKeyID,
        secret: Secret(SimulatorConfiguration.defaultSecretAccessKey)
    )
}
