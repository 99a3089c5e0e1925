public import Foundation

/// A compute cloud as a value: servers with passwords, jobs, faults to come, requests that were.
///
/// Everything it does follows from its state, the request and the time that it is told; it has no clock, no network
/// and no randomness but its seed. Two copies that are asked the same answer the same, the padding of sealed
/// passwords excepted. ``SimulatorTransport`` serves it in memory, ``SimulatorServer`` over HTTP.
public struct SimulatedCloud: Sendable {
    /// How it behaves. Tokens may be changed at any time; what concerns the fleet's start has had its effect.
    public var configuration: SimulatorConfiguration
    /// What is to go wrong.
    public var faults = FaultPlan()
    /// The requests that reached it, oldest first.
    public internal(set) var requests: [RecordedRequest] = []
    /// The jobs that were started, by their id.
    public internal(set) var jobs: [String: SimulatedJob] = [:]

    /// The account's key pairs by their names. Servers keep theirs when one is replaced or deleted here.
    public var keyPairs: [String: SimulatedKeyPair] = [:]

    /// The servers in the order they were added, each as it was when it was last spoken of; see ``advance(to:)``.
    public private(set) var servers: [SimulatedServer] = []
    private var positions: [String: Int] = [:]

    /// How many requests were refused for coming too often.
    public internal(set) var throttledCount = 0

    /// Which access keys have failed to sign, and are locked for it.
    ///
    /// Source: API Request Signing Guide, "AK access failed to reach the limit": after more than five failures in a row
    /// a key is locked for five minutes.
    var accessKeyLocks = AttemptLocks(limit: 6, duration: .seconds(300))
    /// What the identity service remembers.
    var identity: IdentityState

    // One sequence for each purpose, so that an additional server does not change which request goes wrong.
    var serverGenerator: SeededGenerator
    var faultGenerator: SeededGenerator
    var requestGenerator: SeededGenerator

    /// Makes the cloud and its fleet of Windows servers, `win-001` and so on.
    public init(configuration: SimulatorConfiguration) {
        self.configuration = configuration
        var generator = SeededGenerator(seed: configuration.seed)
        serverGenerator = generator.forked()
        faultGenerator = generator.forked()
        requestGenerator = generator.forked()
        identity = IdentityState(generator: generator.forked())
        keyPairs[configuration.keyPair.name] = configuration.keyPair
        for _ in 0..<configuration.serverCount { addServer() }
    }

    /// The server with this id, as it was when it was last spoken of.
    public func server(_ id: String) -> SimulatedServer? {
        positions[id].map { servers[$0] }
    }

    /// The server with this id, with everything done that is due by `now`.
    public mutating func server(_ id: String, at now: Date) -> SimulatedServer? {
        guard let position = positions[id] else { return nil }
        servers[position].advance(to: now)
        return servers[position]
    }

    /// Changes a server behind the cloud's back, for tests that need a special one.
    public mutating func update(_ id: String, _ change: (inout SimulatedServer) -> Void) {
        guard let position = positions[id] else { return }
        change(&servers[position])
        register(servers[position].keyPair)
    }

    /// Lets everything happen that is due by `now`. Requests do so for the servers they are about.
    public mutating func advance(to now: Date) {
        for position in servers.indices { servers[position].advance(to: now) }
    }

    /// The server in the path of a call, as it is when the call arrives.
    mutating func server(_ call: RouteCall) -> SimulatedServer? {
        call.serverID.flatMap { server($0, at: call.now) }
    }

    mutating func append(_ server: SimulatedServer) {
        positions[server.id] = servers.count
        servers.append(server)
        register(server.keyPair)
    }

    /// Where the server with this id stands among the others.
    func position(of id: String) -> Int? { positions[id] }

    /// The server in a position as its details show it: all that is due by `now` is done but the guest's post.
    mutating func server(in position: Int, at now: Date) -> SimulatedServer {
        servers[position].advancePower(to: now)
        return servers[position]
    }

    /// Makes a server's key pair the account's, unless there is one of that name.
    private mutating func register(_ keyPair: SimulatedKeyPair?) {
        guard let keyPair, keyPairs[keyPair.name] == nil else { return }
        keyPairs[keyPair.name] = keyPair
    }
}
