public import Foundation

/// How a simulated cloud begins and behaves.
public struct SimulatorConfiguration: Sendable {
    /// What all randomness follows from.
    public var seed: UInt64
    /// How many Windows servers, all made with the key pair, the fleet begins with.
    public var serverCount: Int
    /// When these servers started from their image, in wall time.
    public var launchedAt: Date
    /// How many times faster than life the cloud runs. All the durations below are divided by it.
    public var speed: Double
    /// The project that the tokens belong to, 32 hexadecimal digits.
    public var projectID: String
    /// The tokens that are let in.
    public var tokens: Set<String>
    /// The key pair of the fleet.
    public var keyPair: SimulatedKeyPair
    /// The access keys that requests may be signed with, beside the tokens.
    public var accessKeys: [SimulatedAccessKey] = []
    /// Who may ask for tokens with a password.
    public var users: [SimulatedUser] = [.standard]
    /// What programs of these users may ask for tokens with.
    public var applicationCredentials: [SimulatedApplicationCredential] = [.standard]
    /// The region, which is also the name of its project.
    public var region = Self.defaultRegion

    /// After the start from the image, when the guest posts its sealed password. Source: ECS API reference,
    /// ShowServerPassword: five to ten minutes.
    public var injectionDelay = Duration.seconds(300)...Duration.seconds(600)
    /// What the servers of the fleet are made from.
    public var image = SimulatedImage.windows2022
    /// How long a reboot takes.
    public var restartDuration = Duration.seconds(60)
    /// How long a start takes.
    public var startDuration = Duration.seconds(45)
    /// How long a stop takes.
    public var stopDuration = Duration.seconds(30)
    /// How long a token lives that the identity service gives out. Source: IAM API reference: 24 hours.
    public var tokenLifetime = Duration.seconds(24 * 60 * 60)
    /// How long every answer takes.
    public var latency = Duration.zero...Duration.zero
    /// Whether a reset for a guest without the agent is refused with `Ecs.0613`. The reference does not say whether
    /// the cloud does so or accepts a password that will never arrive.
    public var refusesResetWithoutPlugin = true
    /// How often operations may be called; empty for as often as the client likes. A new value forgets all calls.
    public var throttles: [SimulatedThrottle] = []
    /// How many requests are kept; the oldest are forgotten first.
    public var recordLimit = 100_000

    /// A project id for those who do not care which.
    public static let defaultProjectID = "0605767cb280d5762fd0c0133f3bd2a4"
    /// A token for those who do not care which.
    public static let defaultToken = "simulated-token"

    /// Describes a cloud.
    public init(
        seed: UInt64 = 1,
        serverCount: Int = 0,
        launchedAt: Date,
        speed: Double = 1,
        projectID: String = Self.defaultProjectID,
        tokens: Set<String> = [Self.defaultToken],
        keyPair: SimulatedKeyPair
    ) {
        self.seed = seed
        self.serverCount = serverCount
        self.launchedAt = launchedAt
        self.speed = speed
        self.projectID = projectID
        self.tokens = tokens
        self.keyPair = keyPair
    }

    /// A duration of cloud time, in seconds of wall time.
    func wallSeconds(_ duration: Duration) -> Double {
        duration.seconds / speed
    }

    /// A duration of cloud time in wall time.
    func wallDuration(_ duration: Duration) -> Duration {
        duration / speed
    }
}
