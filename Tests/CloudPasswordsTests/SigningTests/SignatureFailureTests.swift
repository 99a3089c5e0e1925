import AutomationCore
import CloudPasswords
import HTTPTypes
import Testing

@Suite struct SignatureFailureTests {
    private static let prefix = "Incorrect IAM authentication information: "

    @Test(
        arguments: [
            (
                "calc aksk signature fail:signature expired, signature time:20211217T064303Z,server time:20211217T065804Z",
                .expired(correction: .seconds(901))
            ),
            (
                "calc aksk signature fail:signature expired, signature time:20240301T001500Z,server time:20240229T235900Z",
                .expired(correction: .seconds(-960))
            ),
            ("calc aksk signature fail:signature expired", .expired(correction: nil)),
            (
                "signature expired, signature time:20211317T064303Z,server time:20211217T065804Z",
                .expired(correction: nil)
            ),
            ("Get secretKey failed,ak:ABCD,err:ak not exist", .unknownKey),
            ("ak ABCD not exist", .unknownKey), ("ak:ABCD not exist", .unknownKey),
            ("AK access failed to reach the limit,forbidden", .lockedKey),
            ("AK access failed to reach the limit, forbidden.", .lockedKey),
            ("decrypt token fail", .unreadableToken),
            ("verify aksk signature fail", .different(canonicalRequest: nil)),
            ("verify aksk signature fail, canonicalRequest:GET|/v1/||", .different(canonicalRequest: "GET|/v1/||")),
            ("token expires, expires_at", nil),
            ("x-auth-token not found", nil),
            ("", nil),
        ] as [(String, SignatureFailure?)]
    )
    func `the gateway's texts are understood, with and without what comes before them`(
        text: String,
        failure: SignatureFailure?
    ) {
        #expect(SignatureFailure(message: text) == failure)
        #expect(SignatureFailure(message: "the cloud answered: " + Self.prefix + text) == failure)
    }

    @Test func `only the gateway's own code counts`() {
        var error = AutomationError(.authentication, "decrypt token fail", status: 401, code: "APIG.0301")
        #expect(SignatureFailure(error) == .unreadableToken)
        error.code = "APIGW.0301"
        #expect(SignatureFailure(error) == .unreadableToken)
        error.code = "APIGW.0307"
        #expect(SignatureFailure(error) == nil)
        error.code = nil
        #expect(SignatureFailure(error) == nil)
    }

    @Test func `an echo is compared line by line`() throws {
        var fixture = try SigningFixture(isTemporary: true)
        let sent = fixture.sign(fixture.resetRequest())
        let ours = try #require(CanonicalRequest(signed: sent))
        let echo = ours.text.replacing("\n", with: "|")
        func differences(_ echo: String) -> [CanonicalRequestDifference] {
            CanonicalRequestDifference.find(between: ours, and: echo).differences
        }
        #expect(differences(echo).isEmpty)
        #expect(differences(echo + "; gave up after 2 attempts").isEmpty)
        #expect(CanonicalRequestDifference.find(between: ours, and: echo).isComplete)
        #expect(differences(echo.replacing(SigningFixture.securityToken, with: Secret.placeholder)).isEmpty)
        #expect(differences(echo.replacing("PUT|", with: "POST|")) == [.method(gateway: "POST")])
        #expect(differences(echo.replacing(ours.payloadHash, with: "0")) == [.payload])
        #expect(
            differences(echo.replacing("|x-project-id:\(SigningFixture.project)", with: ""))
                == [.header(name: "x-project-id", signed: SigningFixture.project, gateway: nil)]
        )
        #expect(
            differences(echo.replacing("content-type;host;", with: "host;"))
                == [.signedHeaders(gateway: "host;x-project-id;x-sdk-date;x-security-token")]
        )
        for length in 0..<echo.count {
            let cut = CanonicalRequestDifference.find(between: ours, and: echo.prefix(length) + "...")
            #expect(cut.differences.isEmpty && !cut.isComplete)
        }
        #expect(try fixture.send(sent).status == 204)
    }

    @Test func `a cut echo blames nobody`() throws {
        let fixture = try SigningFixture()
        let sent = fixture.sign(fixture.request(.get, ""))
        let echo = try #require(CanonicalRequest(signed: sent)).text.replacing("\n", with: "|").prefix(60) + "..."
        let diagnosis = SignatureDiagnosis(
            .different(canonicalRequest: String(echo)),
            request: sent,
            key: fixture.key
        )
        #expect(diagnosis.message.contains("as far as it shows"))
    }

    @Test func `every failure is explained, with something to do`() throws {
        let fixture = try SigningFixture()
        let sent = fixture.sign(fixture.request(.get, ""))
        let expected: [(SignatureFailure, String)] = [
            (.expired(correction: .seconds(960)), "this machine's clock is 16m behind the cloud's"),
            (.expired(correction: .seconds(-3661)), "this machine's clock is 1h 1m ahead of the cloud's"),
            (.expired(correction: nil), "the cloud refused the signature's date"),
            (.lockedKey, "the access key AKIA... is locked"),
            (.unknownKey, "the cloud knows no access key AKIA..."),
            (.unreadableToken, "the cloud cannot read the security token"),
            (.different(canonicalRequest: nil), "the cloud calculated another signature"),
        ]
        for (failure, text) in expected {
            let diagnosis = SignatureDiagnosis(failure, request: sent, key: fixture.key)
            #expect(diagnosis.message.contains(text))
            #expect(!diagnosis.hint.isEmpty)
        }
    }
}
