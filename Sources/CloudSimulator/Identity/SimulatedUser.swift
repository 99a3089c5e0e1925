public import AutomationCore

/// An IAM user of the simulated cloud, who may ask for tokens with a password.
public struct SimulatedUser: Sendable {
    /// The user's id, 32 hexadecimal digits.
    public var id: String
    /// The user's name, which is unique within the domain.
    public var name: String
    /// What proves who it is.
    public var password: Secret
    /// The id of the account that the user belongs to.
    public var domainID: String
    /// The name of the account that the user belongs to.
    public var domainName: String

    /// Describes a user.
    public init(id: String, name: String, password: Secret, domainID: String, domainName: String) {
        self.id = id
        self.name = name
        self.password = password
        self.domainID = domainID
        self.domainName = domainName
    }

    /// A user for those who do not care which.
    public static let standard = SimulatedUser(
        id: "07609fb9358010e21f7bc003751c7b32",
        name: SimulatorConfiguration.defaultUser,
        password: Secret(SimulatorConfiguration.defaultPassword),
        domainID: "d78cbac186b744899480f25bd022f468",
        domainName: SimulatorConfiguration.defaultDomain
    )
}
