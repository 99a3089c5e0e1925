public import AutomationCore

/// A password for programs: it belongs to a user and is good for the cloud's project alone.
public struct SimulatedApplicationCredential: Sendable {
    /// The credential's id, 32 hexadecimal digits.
    public var id: String
    /// The credential's name, which is unique for its user.
    public var name: String
    /// What proves that the sender may use it.
    public var secret: Secret
    /// The id of the user that it belongs to.
    public var userID: String

    /// Describes an application credential.
    public init(id: String, name: String, secret: Secret, userID: String) {
        self.id = id
        self.name = name
        self.secret = secret
        self.userID = userID
    }

    /// A credential of ``SimulatedUser/standard``, for those who do not care which.
    public static let standard = SimulatedApplicationCredential(
        id: SimulatorConfiguration.defaultApplicationCredentialID,
        name: "simulated-runner",
        secret: Secret(SimulatorConfiguration.defaultApplicationCredentialSecret),
        userID: SimulatedUser.standard.id
    )
}
