import AutomationCore
import CloudPasswords
import CloudSimulator
import Foundation
import HTTPTypes
import Testing

@Suite struct RequestSigningTests {
    private static let algorithms: [SigningAlgorithm] = [
        .hmacSHA256, .derivedHMACSHA256(region: "eu-west-101", service: "ecs"),
    ]

    @Test(arguments: algorithms, [true, false])
    func `the simulator accepts what we sign`(algorithm: SigningAlgorithm, isTemporary: Bool) throws {
        var fixture = try SigningFixture(isTemporary: isTemporary)
        fixture.signer = RequestSigner(algorithm: algorithm)
        #expect(try fixture.send(fixture.sign(fixture.request(.get, ""))).status == 200)
        #expect(try fixture.send(fixture.sign(fixture.request(.get, "/os-server-password"))).status == 200)
        #expect(try fixture.send(fixture.sign(fixture.resetRequest())).status == 204)
        #expect(try fixture.send(fixture.sign(fixture.request(.delete, "/os-server-password"))).status == 204)
        #expect(try fixture.send(fixture.sign(fixture.request(.get, ""), projectID: nil)).status == 200)
    }

    @Test(arguments: [
        ("", ""), ("?", ""), ("?limit=2&marker=a", "?limit=2&marker=a"), ("?b&a", "?a=&b="),
        ("?name=a%20b%2f%C3%BC&not-tags=__x", "?name=a%20b%2F%C3%BC&not-tags=__x"),
        ("?k=1+1", "?k=1%2B1"), ("?k==&k=%3d", "?k=%3D&k=%3D"),
        ("?k=a~&k=a%2F&k=aZ&B=2&_x=3&10=4", "?10=4&B=2&_x=3&k=a%2F&k=aZ&k=a~"),
        ("?k=100%&k2=%zz", "?k=100%25&k2=%25zz"), ("?a=2&a%20=1&a!=0", "?a=2&a%20=1&a%21=0"),
    ])
    func `a query is sent in its canonical spelling, and accepted`(query: String, sent: String) throws {
        var fixture = try SigningFixture()
        let signed = fixture.sign(fixture.request(.get, "/os-server-password" + query))
        #expect(signed.head.path == fixture.request(.get, "/os-server-password" + sent).head.path)
        #expect(try fixture.send(signed).status == 200)
    }

    @Test func `nothing is signed that a proxy may change`() throws {
        var fixture = try SigningFixture(isTemporary: true)
        var signed = fixture.sign(fixture.resetRequest())
        let names = "content-type;host;x-project-id;x-sdk-date;x-security-token"
        #expect(signed["Authorization"]?.contains("SignedHeaders=\(names), ") == true)
        for name in ["User-Agent", "Accept", "Accept-Encoding", "Connection", "Via", "X-Forwarded-For"] {
            signed[name] = "changed by a proxy"
        }
        #expect(try fixture.send(signed).status == 204)
    }

    @Test func `signing adds what the cloud needs to know and keeps the rest`() throws {
        let fixture = try SigningFixture(isTemporary: true)
        let request = fixture.resetRequest()
        let signed = fixture.sign(request)
        #expect(signed["X-Sdk-Date"] == "20270115T080000Z")
        #expect(signed["X-Project-Id"] == SigningFixture.project)
        #expect(signed["X-Security-Token"] == SigningFixture.securityToken)
        #expect(signed["X-Sdk-Content-Sha256"] == nil)
        #expect(signed["Host"] == nil)
        #expect(signed.body == request.body)
        #expect(signed.timeout == request.timeout)
        #expect(signed.head.path == request.head.path)
        #expect(signed["User-Agent"] == "latchkey")
    }

    @Test func `signing again replaces the old signature and its date`() throws {
        var fixture = try SigningFixture()
        let old = fixture.sign(fixture.request(.get, ""), at: SigningFixture.now - 1800)
        #expect(fixture.sign(old)["Authorization"] == fixture.sign(fixture.request(.get, ""))["Authorization"])
        #expect(try fixture.refusal(old).contains("signature expired"))
        #expect(try fixture.send(fixture.sign(old)).status == 200)
    }

    @Test func `the signature of a permanent key takes a stale security token away`() throws {
        var fixture = try SigningFixture()
        var request = fixture.request(.get, "")
        request["X-Security-Token"] = "stale"
        #expect(try fixture.send(fixture.sign(request)).status == 200)
    }

    @Test(arguments: [
        ("https", "h.example:443", "h.example"), ("http", "h.example:80", "h.example"),
        ("https", "h.example:80", "h.example:80"), ("https", "h.example:8443", "h.example:8443"),
        ("http", "127.0.0.1:9", "127.0.0.1:9"), ("https", "h.example", "h.example"),
    ])
    func `the host is signed as clients send it`(scheme: String, authority: String, host: String) throws {
        let fixture = try SigningFixture()
        var request = fixture.request(.get, "")
        request.head.scheme = scheme
        request.head.authority = authority
        let canonical = try #require(CanonicalRequest(signed: fixture.sign(request)))
        #expect(canonical.text.contains("\nhost:\(host)\n"))
    }

    @Test func `a body that is no JSON is left unsigned, as the SDKs do`() throws {
        var fixture = try SigningFixture()
        var request = fixture.resetRequest()
        request["Content-Type"] = "text/plain"
        let signed = fixture.sign(request)
        #expect(signed["X-Sdk-Content-Sha256"] == "UNSIGNED-PAYLOAD")
        #expect(CanonicalRequest(signed: signed)?.payloadHash == "UNSIGNED-PAYLOAD")
        #expect(try fixture.send(signed).status == 204)
    }

    @Test func `what was tampered with is refused, and the diagnosis says what`() throws {
        let changes: [(sentence: String, change: (inout TransportRequest) -> Void)] = [
            ("the body arrived changed", { $0.body = Array("{}".utf8) }),
            ("the method arrived as DELETE", { $0.head.method = .delete }),
            (
                "/os-server-password/ arrived as /v1/",
                { $0.head.path?.replace("server-password", with: "resetpwd-flag") }
            ),
            ("the query \"\" arrived as \"x=1\"", { $0.head.path?.append("?x=1") }),
            ("the header host \"ecs.simulated.example\" arrived as \"proxy\"", { $0.head.authority = "proxy" }),
            ("the header x-project-id \"\(SigningFixture.project)\" arrived as \"0\"", { $0["X-Project-Id"] = "0" }),
            ("the header x-sdk-date \"20270115T080000Z\" arrived", { $0["X-Sdk-Date"] = "20270115T080001Z" }),
        ]
        for (sentence, change) in changes {
            var fixture = try SigningFixture(isTemporary: true)
            let sent = fixture.sign(fixture.request(.get, "/os-server-password"))
            var changed = sent
            change(&changed)
            let failure = try #require(SignatureFailure(message: try fixture.refusal(changed)))
            let diagnosis = SignatureDiagnosis(failure, request: sent, key: fixture.key)
            #expect(diagnosis.message.hasPrefix("the request was changed on its way to the cloud"))
            #expect(diagnosis.message.contains(sentence))
            #expect(!diagnosis.message.contains(SigningFixture.securityToken))
        }
    }

    @Test func `a changed password is refused, and the diagnosis shows no hash of it`() throws {
        var fixture = try SigningFixture()
        let sent = fixture.sign(fixture.resetRequest())
        var changed = sent
        changed.body = Array(String(decoding: sent.body, as: UTF8.self).replacing("Horse", with: "Mouse").utf8)
        let failure = try #require(SignatureFailure(message: try fixture.refusal(changed)))
        let diagnosis = SignatureDiagnosis(failure, request: sent, key: fixture.key)
        #expect(diagnosis.message == "the request was changed on its way to the cloud: the body arrived changed")
    }

    @Test func `a wrong signature locks the key only after more than five failures`() throws {
        var fixture = try SigningFixture()
        let (key, right) = (fixture.key, fixture.sign(fixture.request(.get, "")))
        fixture.key = try AccessKey(id: key.id, secret: Secret("another-secret"))
        let wrong = fixture.sign(fixture.request(.get, ""))
        for _ in 1...6 {
            let failure = try #require(SignatureFailure(message: try fixture.refusal(wrong)))
            let diagnosis = SignatureDiagnosis(failure, request: wrong, key: fixture.key)
            #expect(diagnosis.message == "the secret access key does not belong to the access key AKIA...")
        }
        #expect(SignatureFailure(message: try fixture.refusal(right)) == .lockedKey)
        fixture.key = key
        let later = fixture.sign(fixture.request(.get, ""), at: SigningFixture.now + 300)
        #expect(try fixture.send(later, at: SigningFixture.now + 300).status == 200)
    }

    @Test func `an unknown key and a security token that does not fit are told apart`() throws {
        var fixture = try SigningFixture(isTemporary: true)
        let request = fixture.request(.get, "")
        fixture.key = try AccessKey(id: fixture.key.id, secret: fixture.key.secret)
        #expect(SignatureFailure(message: try fixture.refusal(fixture.sign(request))) == .unknownKey)
        fixture.key = try AccessKey(id: fixture.key.id, secret: fixture.key.secret, securityToken: Secret("other"))
        #expect(SignatureFailure(message: try fixture.refusal(fixture.sign(request))) == .unreadableToken)
        fixture.key = try AccessKey(id: "UNKNOWN", secret: fixture.key.secret)
        #expect(SignatureFailure(message: try fixture.refusal(fixture.sign(request))) == .unknownKey)
    }

    @Test func `nothing secret shows in descriptions, mirrors and dumps`() throws {
        var fixture = try SigningFixture(isTemporary: true)
        let request = fixture.sign(fixture.resetRequest())
        let parts = SignableRequest(
            method: "PUT",
            scheme: "https",
            host: "h.example",
            path: "/",
            query: [],
            headers: [("X-Security-Token", SigningFixture.securityToken)],
            body: Array(SigningFixture.password.utf8)
        )
        let signature = fixture.signer.signature(of: parts, with: fixture.key, at: SigningFixture.now)
        var changed = request
        changed["X-Security-Token"] = nil
        changed["X-Project-Id"] = nil
        fixture.cloud.configuration.accessKeys[0].securityToken = nil
        let failure = try #require(SignatureFailure(message: try fixture.refusal(changed)))
        let diagnosis = SignatureDiagnosis(failure, request: request, key: fixture.key)
        var shown = "\(fixture.key) \(request) \(parts) \(signature) \(signature.canonicalRequest) \(diagnosis)"
        shown += "\(String(reflecting: fixture.key)) \(String(reflecting: signature))"
        for value in [fixture.key, request, parts, signature, signature.canonicalRequest, diagnosis] as [Any] {
            dump(value, to: &shown)
        }
        let hash = signature.canonicalRequest.payloadHash
        let mark = signature.authorization.suffix(64)
        for secret in [
            SigningFixture.secret, SigningFixture.securityToken, SigningFixture.password, hash, String(mark),
        ] {
            #expect(!shown.contains(secret))
        }
    }
}
