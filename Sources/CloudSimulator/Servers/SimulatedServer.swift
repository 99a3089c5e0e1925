public import Foundation

/// One server of the simulated cloud, with the secrets that only its guest knows.
///
/// Tests read ``password`` to learn whether the vault holds the truth; no description or dump shows it.
public struct SimulatedServer: Sendable, CustomStringConvertible, CustomReflectable {
    /// The server's UUID.
    public let id: String
    /// The server's name.
    public var name: String
    /// What it runs.
    public var operatingSystem: OperatingSystem
    /// What it was made from.
    public let image: SimulatedImage
    /// Its size.
    public var flavor: SimulatedFlavor
    /// Its tags, such as `stage=test`.
    public var tags: [String] = []
    /// The key pair that it was made with; nil when it was made with a password.
    public var keyPair: SimulatedKeyPair?
    /// When it started from its image, in wall time. Before that it is being built.
    public var launchedAt: Date
    /// When the guest posts its sealed password, in wall time, if it ever does.
    public var injectedAt: Date
    /// Whether the password reset agent runs in the guest.
    public var hasResetPlugin: Bool
    /// Whether reboots and starts come to nothing.
    public var failsToRestart = false
    /// What the instance was given as user data, in Base64.
    public var userData: String?
    /// The address in the server's only network.
    public let address: String

    /// The password that the guest drew at its first start.
    public let initialPassword: String
    /// The password that opens the guest now.
    public var password: String
    /// The password of a reset that the guest has not fetched yet: it does so when it starts.
    public var pendingPassword: String?
    /// What the cloud holds as the initial password.
    public var record = PasswordRecord.empty

    /// Whether it is powered on; meaningless before ``launchedAt``.
    public var isRunning = true
    /// The change of power that is under way.
    public var transition: PowerTransition?
    /// When the cloud last saw a change.
    public var updatedAt: Date
    /// When the server was last brought up to date.
    private var present: Date

    init(
        id: String,
        name: String,
        image: SimulatedImage,
        flavor: SimulatedFlavor,
        keyPair: SimulatedKeyPair?,
        launchedAt: Date,
        injectedAt: Date,
        hasResetPlugin: Bool,
        userData: String?,
        address: String,
        initialPassword: String
    ) {
        self.id = id
        self.name = name
        operatingSystem = image.operatingSystem
        self.image = image
        self.flavor = flavor
        self.keyPair = keyPair
        self.launchedAt = launchedAt
        self.injectedAt = injectedAt
        self.hasResetPlugin = hasResetPlugin
        self.userData = userData
        self.address = address
        self.initialPassword = initialPassword
        password = initialPassword
        updatedAt = launchedAt
        present = .distantPast
    }

    /// The status as the cloud spells it.
    public var status: String {
        guard isLaunched else { return "BUILD" }
        if let transition, transition.action == .reboot { return transition.isHard ? "HARD_REBOOT" : "REBOOT" }
        return isRunning ? "ACTIVE" : "SHUTOFF"
    }

    /// The id of the image it was made from.
    public var imageID: String { image.id }

    /// The id of its flavor.
    public var flavorID: String { flavor.id }

    /// Whether the server has started from its image.
    public var isLaunched: Bool { present >= launchedAt }

    /// Whether it stands still: the cloud refuses resets and changes of power while it does not.
    var isStable: Bool { isLaunched && transition == nil }

    public var description: String { "\(name) (\(id)), \(status)" }

    public var customMirror: Mirror { Mirror(self, children: ["id": id, "name": name, "status": status]) }

    /// Lets everything happen that is due by `now`.
    mutating func advance(to now: Date) {
        advancePower(to: now)
        if record == .empty, operatingSystem == .windows, now >= injectedAt, let keyPair {
            // A key that cannot seal is what an image sees as an invalid key: it logs that and posts nothing, ever.
            if let sealed = try? keyPair.seal(initialPassword) { record = .sealed(sealed) }
        }
    }

    /// Lets everything happen that is due by `now` but the guest's post, which takes a noticeable time to seal and
    /// shows in no detail.
    mutating func advancePower(to now: Date) {
        present = max(present, now)
        if let due = transition, due.endsAt <= now { finish(due) }
    }

    /// Whether the cloud lets `action` begin.
    func permits(_ action: PowerAction, isHard: Bool) -> Bool {
        switch action {
        case .reboot: isStable && (isRunning || isHard)
        case .start: isStable && !isRunning
        case .stop: isStable && isRunning
        }
    }

    private mutating func finish(_ due: PowerTransition) {
        transition = nil
        updatedAt = due.endsAt
        guard !due.fails else { return }
        isRunning = due.action != .stop
        // The agent fetches a pending password once, when its guest starts.
        if isRunning, hasResetPlugin, let pendingPassword {
            password = pendingPassword
            self.pendingPassword = nil
        }
    }
}
