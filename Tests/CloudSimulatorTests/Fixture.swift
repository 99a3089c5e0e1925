import AutomationCore
import CloudSimulator
import CryptoExtras
import Foundation
import HTTPTypes

/// A cloud, the time, and the requests that tests send to it.
struct Fixture {
    /// One pair for all tests: making one takes longer than most of them.
    static let keyPair = Result { try SimulatedKeyPair.generate() }
    static let launch = Date(timeIntervalSince1970: 1_800_000_000.197749)

    var cloud: SimulatedCloud
    /// The wall time of the next request.
    var now = Fixture.launch
    var token = SimulatorConfiguration.defaultToken
    let project = SimulatorConfiguration.defaultProjectID

    init(seed: UInt64 = 7, servers: Int = 1, change: (inout SimulatorConfiguration) -> Void = { _ in }) throws {
        cloud = SimulatedCloud(configuration: try Self.configuration(seed: seed, servers: servers, change: change))
    }

    static func configuration(
        seed: UInt64 = 7,
        servers: Int = 1,
        change: (inout SimulatorConfiguration) -> Void = { _ in }
    ) throws -> SimulatorConfiguration {
        var configuration = SimulatorConfiguration(
            seed: seed,
            serverCount: servers,
            launchedAt: launch,
            keyPair: try keyPair.get()
        )
        change(&configuration)
        return configuration
    }

    /// The id of the first server.
    var id: String { cloud.servers.first?.id ?? "" }

    var server: SimulatedServer? { cloud.server(id) }

    var ecsPath: String { "/v1/\(project)/cloudservers/\(id)" }

    mutating func pass(_ seconds: Double) { now += seconds }

    mutating func outcome(_ method: HTTPRequest.Method, _ path: String, _ body: String = "") -> SimulatedOutcome {
        cloud.handle(Self.request(method, path, body, token: token), at: now)
    }

    /// Sends a request that is expected to get an answer.
    mutating func send(_ method: HTTPRequest.Method, _ path: String, _ body: String = "") -> Answer {
        Answer(outcome(method, path, body).response)
    }

    mutating func reset(to password: String, checked: Bool = false) -> Answer {
        send(
            .put,
            ecsPath + "/os-reset-password",
            #"{"reset-password":{"new_password":"\#(password)","is_check_password":\#(checked)}}"#
        )
    }

    mutating func reboot(_ type: String = "SOFT") -> Answer {
        send(
            .post,
            "/v1/\(project)/cloudservers/action",
            #"{"reboot":{"type":"\#(type)","servers":[{"id":"\#(id)"}]}}"#
        )
    }

    static func request(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ body: String = "",
        token: String = SimulatorConfiguration.defaultToken,
        timeout: Duration = .seconds(60)
    ) -> TransportRequest {
        var head = HTTPRequest(method: method, scheme: "http", authority: "cloud.test", path: path)
        if let name = HTTPField.Name("X-Auth-Token") { head.headerFields[name] = token }
        return TransportRequest(head: head, body: Array(body.utf8), timeout: timeout)
    }

    /// Opens a sealed password with the private half of the pair.
    static func open(_ sealed: String) throws -> String {
        let key = try _RSA.Encryption.PrivateKey(pemRepresentation: try keyPair.get().privateKeyPEM)
        let bytes = Data(base64Encoded: sealed) ?? Data()
        return String(decoding: try key.decrypt(bytes, padding: ._WEAK_AND_INSECURE_PKCS_V1_5), as: UTF8.self)
    }
}
