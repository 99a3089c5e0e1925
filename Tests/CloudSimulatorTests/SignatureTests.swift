import AutomationCore
import CloudSimulator
import Foundation
import HTTPTypes
import Testing

/// Requests with signatures that the cloud's published SDK has calculated, for a server that is not in the fleet: one
/// that is let in is answered with 404.
@Suite struct SignatureTests {
    private static let key = SimulatedAccessKey(
        id: "AKIATESTTHROWAWAY0001",
        secret: Secret("c2VjcmV0LXRlc3Qta2V5LW5vdC1yZWFsLTAwMDE")
    )
    private static let project = "0605767aaaaabbbbccccddddeeee0001"
    private static let server = "/v1/\(project)/cloudservers/4f4b3dfa-eb70-47cf-a60a-998a53bd598a"
    /// 2024-02-29T23:59:59Z
    private static let signed = Date(timeIntervalSince1970: 1_709_251_199)
    private static let signature = "9ac3279ef9b68bdf1fa62faf6660d66286ae142a3f72067c210651c981472489"

    private var cloud: SimulatedCloud

    init() throws {
        cloud = SimulatedCloud(configuration: try Fixture.configuration { $0.projectID = Self.project })
        cloud.configuration.accessKeys = [Self.key]
    }

    private static func get(
        signature: String = Self.signature,
        keyID: String = Self.key.id,
        path: String = Self.server + "/os-server-password"
    ) -> TransportRequest {
        var request = request(.get, path)
        request["X-Project-Id"] = project
        request["Authorization"] =
            "SDK-HMAC-SHA256 Access=\(keyID), SignedHeaders=content-type;host;x-project-id;x-sdk-date, "
            + "Signature=\(signature)"
        return request
    }

    private static func request(_ method: HTTPRequest.Method, _ path: String, _ body: String = "") -> TransportRequest {
        let host = "ecs.cn-north-4.myhuaweicloud.com"
        var request = TransportRequest(
            head: HTTPRequest(method: method, scheme: "https", authority: host, path: path),
            body: Array(body.utf8)
        )
        request["Content-Type"] = "application/json"
        request["X-Sdk-Date"] = "20240229T235959Z"
        return request
    }

    private mutating func send(_ request: TransportRequest, after seconds: Double = 0) -> Answer {
        Answer(cloud.handle(request, at: Self.signed + seconds).response)
    }

    private func expectRefusal(_ answer: Answer, _ message: String, _ location: SourceLocation = #_sourceLocation) {
        #expect(answer.status == 401, sourceLocation: location)
        #expect(answer["error_code"] == "APIGW.0301", sourceLocation: location)
        #expect(answer["error_msg"]?.contains(message) == true, "\(answer.text)", sourceLocation: location)
        #expect(answer["request_id"] == answer.requestID, sourceLocation: location)
    }

    @Test mutating func `a signature of the published SDK is accepted`() {
        let answer = send(Self.get())
        #expect(answer.status == 404)
        #expect(answer["error/code"] == "Ecs.0114")
    }

    @Test mutating func `a signature over a body in UTF-8 is accepted`() {
        var put = Self.request(
            .put,
            Self.server + "/os-reset-password",
            #"{"reset-password":{"new_password":"Päss密码🔑\"\\/"}}"#
        )
        put["Content-Type"] = "application/json;charset=utf-8"
        put["Authorization"] =
            "SDK-HMAC-SHA256 Access=AKIATESTTHROWAWAY0001, SignedHeaders=content-type;host;x-sdk-date, "
            + "Signature=54f7b7cb52e3df628a9f60312ecb410d3f0821bc770dc8c245ab7a149557ffe9"
        #expect(send(put).status == 404)
        put.body[30] ^= 1
        expectRefusal(send(put), "verify aksk signature fail, canonicalRequest:PUT|")
    }

    @Test mutating func `a signature with a derived key is accepted`() {
        var request = Self.request(.get, Self.server + "/os-server-password")
        let credential = "AKIATESTTHROWAWAY0001/20240229/cn-north-4/ecs"
        request["Authorization"] =
            "V11-HMAC-SHA256 Credential=\(credential), SignedHeaders=content-type;host;x-sdk-date, "
            + "Signature=b1a9131e068e7dfab8d5631645bfa088e1b82657bb70f45a2187461e84008391"
        #expect(send(request).status == 404)
        for scope in ["20240228/cn-north-4/ecs", "20240229/cn-north-1/ecs", "20240229/cn-north-4/evs"] {
            var other = request
            other["Authorization"] = request["Authorization"]?.replacing("20240229/cn-north-4/ecs", with: scope)
            expectRefusal(send(other), "verify aksk signature fail")
        }
    }

    @Test mutating func `a temporary key needs its security token, signed or not`() {
        cloud.configuration.accessKeys[0].securityToken = Secret("ggpjbi1ub3J0aC00TESTONLY+/==")
        var request = Self.request(.get, Self.server + "/os-resetpwd-flag")
        request["X-Project-Id"] = Self.project
        request["X-Security-Token"] = "ggpjbi1ub3J0aC00TESTONLY+/=="
        request["Authorization"] =
            "SDK-HMAC-SHA256 Access=AKIATESTTHROWAWAY0001, "
            + "SignedHeaders=content-type;host;x-project-id;x-sdk-date;x-security-token, "
            + "Signature=ed66942d524e532fe7e9047f6e36243a32d64b4960ec4d9a88e22c90f97a82fc"
        #expect(send(request).status == 404)
        var unsigned = Self.get()
        unsigned["X-Security-Token"] = "ggpjbi1ub3J0aC00TESTONLY+/=="
        #expect(send(unsigned).status == 404)
        expectRefusal(send(Self.get()), "Get secretKey failed,ak:AKIATESTTHROWAWAY0001,err:ak not exist")
        request["X-Security-Token"] = "ggpjbi1ub3J0aC00TESTONLY"
        expectRefusal(send(request), "decrypt token fail")
    }

    @Test mutating func `what was changed on the way is refused, with the request as the gateway saw it`() {
        let path = Self.server + "/os-resetpwd-flag"
        let answer = send(Self.get(path: path + "?b=2&a=x%20y"))
        expectRefusal(answer, "Incorrect IAM authentication information: verify aksk signature fail")
        expectRefusal(
            answer,
            "canonicalRequest:GET|\(path)/|a=x%20y&b=2|content-type:application/json"
                + "|host:ecs.cn-north-4.myhuaweicloud.com|x-project-id:\(Self.project)|x-sdk-date:20240229T235959Z"
                + "||content-type;host;x-project-id;x-sdk-date"
                + "|e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        )
        for (name, value) in [
            ("Content-Type", "text/plain"), ("X-Project-Id", "0"), ("X-Sdk-Date", "20240229T235958Z"),
        ] {
            var request = Self.get()
            request[name] = value
            expectRefusal(send(request), "|\(name.lowercased()):\(value)|")
        }
        var request = Self.get()
        request.head.authority = "elsewhere.example"
        expectRefusal(send(request), "|host:elsewhere.example|")
    }

    @Test(arguments: [901.0, -901.0]) mutating func `a date more than 15 minutes off is refused`(skew: Double) {
        expectRefusal(
            send(Self.get(), after: skew),
            "calc aksk signature fail:signature expired, signature time:20240229T235959Z,"
                + "server time:\(skew > 0 ? "20240301T001500Z" : "20240229T234458Z")"
        )
        #expect(send(Self.get(), after: skew > 0 ? 900 : -900).status == 404)
    }

    @Test mutating func `an unknown key and a malformed header are refused`() {
        expectRefusal(send(Self.get(keyID: "AKIAUNKNOWN")), "Get secretKey failed,ak:AKIAUNKNOWN,err:ak not exist")
        for value in [
            "SDK-HMAC-SHA256", "SDK-HMAC-SHA256 Access=A, Signature=0", "V11-HMAC-SHA256 Access=A",
            "V11-HMAC-SHA256 Credential=A, SignedHeaders=host, Signature=0",
        ] {
            var request = Self.get()
            request["Authorization"] = value
            expectRefusal(send(request), "invalid authorization header")
        }
    }

    @Test mutating func `more than five failures in a row lock the key for five minutes`() {
        let wrong = Self.get(signature: String(repeating: "0", count: 64))
        let locked = "AK access failed to reach the limit,forbidden"
        for _ in 1...5 { expectRefusal(send(wrong), "verify aksk signature fail") }
        #expect(send(Self.get()).status == 404, "five are forgiven, and forgotten after a success")
        for second in 1...6 { expectRefusal(send(wrong, after: Double(second)), "verify aksk signature fail") }
        expectRefusal(send(Self.get(), after: 7), locked)
        expectRefusal(send(wrong, after: 305.9), locked)
        #expect(send(Self.get(), after: 306).status == 404)
        expectRefusal(send(wrong, after: 307), "verify aksk signature fail")
        #expect(send(Self.get(), after: 308).status == 404)
    }

    @Test mutating func `old dates lock no key`() {
        for _ in 1...10 { expectRefusal(send(Self.get(), after: 1000), "signature expired") }
        #expect(send(Self.get()).status == 404)
    }

    @Test mutating func `a key works in its own project only`() {
        cloud.configuration.accessKeys[0].projectID = "another"
        let answer = send(Self.get())
        #expect(answer.status == 403)
        #expect(answer["error_code"] == "APIGW.0310")
    }

    @Test mutating func `tokens go on working beside keys`() {
        var request = Self.request(.get, Self.server)
        request["X-Auth-Token"] = SimulatorConfiguration.defaultToken
        #expect(send(request).status == 404)
        request["X-Auth-Token"] = "stale"
        #expect(send(request)["error/code"] == "Common.0013")
    }

    @Test mutating func `no description shows a secret key`() {
        cloud.configuration.accessKeys[0].securityToken = Secret("ggpjbi1ub3J0aC00TESTONLY+/==")
        _ = send(Self.get())
        var dumped = "\(cloud.configuration.accessKeys) \(cloud.requests)"
        dump(cloud.configuration, to: &dumped)
        dump(cloud.requests, to: &dumped)
        for secret in ["c2VjcmV0", "ggpjbi1u", Self.signature] { #expect(!dumped.contains(secret)) }
    }
}

extension TransportRequest {
    /// A header by its name as it is written.
    fileprivate subscript(name: String) -> String? {
        get { HTTPField.Name(name).flatMap { head.headerFields[$0] } }
        set { if let name = HTTPField.Name(name) { head.headerFields[name] = newValue } }
    }
}
