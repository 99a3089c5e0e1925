import AutomationCore
import CloudPasswords
import CloudSimulator
import Foundation
import HTTPTypes
import TestSupport
import Testing

/// A simulated cloud with one server and one access key, and requests to it.
struct SigningFixture {
    static let now = Date(timeIntervalSince1970: 1_800_000_000)
    static let project = SimulatorConfiguration.defaultProjectID
    static let secret = "c2VjcmV0LXRlc3Qta2V5LW5vdC1yZWFsLTAwMDE"
    static let securityToken = "ggpjbi1ub3J0aC00TESTONLY+/=="
    static let password = "Correct-Horse-9"

    var cloud: SimulatedCloud
    var key: AccessKey
    var signer = RequestSigner()

    /// - Parameter isTemporary: whether the key has a security token.
    init(isTemporary: Bool = false, launchedAt: Date = Self.now - 3600) throws {
        var configuration = SimulatorConfiguration(
            serverCount: 1,
            launchedAt: launchedAt,
            keyPair: try TestKeyPair.simulated()
        )
        key = try AccessKey(
            id: "AKIATESTTHROWAWAY0001",
            secret: Secret(Self.secret),
            securityToken: isTemporary ? Secret(Self.securityToken) : nil
        )
        configuration.accessKeys = [
            SimulatedAccessKey(id: key.id, secret: key.secret, securityToken: key.securityToken)
        ]
        configuration.tokens = []
        cloud = SimulatedCloud(configuration: configuration)
    }

    var serverID: String { cloud.servers.first?.id ?? "" }

    /// A request as the client makes it, before it is signed.
    func request(_ method: HTTPRequest.Method, _ path: String, _ body: String = "") -> TransportRequest {
        var head = HTTPRequest(
            method: method,
            scheme: "https",
            authority: "ecs.simulated.example",
            path: "/v1/\(Self.project)/cloudservers/\(serverID)\(path)"
        )
        head.headerFields[.accept] = "application/json"
        head.headerFields[.userAgent] = "latchkey"
        if !body.isEmpty { head.headerFields[.contentType] = "application/json;charset=utf-8" }
        return TransportRequest(head: head, body: Array(body.utf8))
    }

    func resetRequest() -> TransportRequest {
        request(.put, "/os-reset-password", #"{"reset-password":{"new_password":"\#(Self.password)"}}"#)
    }

    func sign(_ request: TransportRequest, at date: Date = Self.now, projectID: String? = Self.project)
        -> TransportRequest
    {
        signer.sign(request, with: key, at: date, projectID: projectID)
    }

    /// The status and the body of the answer.
    mutating func send(_ request: TransportRequest, at date: Date = Self.now) throws -> (status: Int, text: String) {
        let response = try #require(cloud.handle(request, at: date).response)
        return (response.head.status.code, String(decoding: response.body, as: UTF8.self))
    }

    /// The gateway's message for a request that it refuses.
    mutating func refusal(_ request: TransportRequest, at date: Date = Self.now) throws -> String {
        let (status, text) = try send(request, at: date)
        #expect(status == 401)
        let body = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: String]
        #expect(body?["error_code"] == "APIGW.0301")
        return try #require(body?["error_msg"])
    }
}

extension TransportRequest {
    /// A header by its name as it is written.
    subscript(name: String) -> String? {
        get { HTTPField.Name(name).flatMap { head.headerFields[$0] } }
        set { if let name = HTTPField.Name(name) { head.headerFields[name] = newValue } }
    }
}
