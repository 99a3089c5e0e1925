import AutomationCore
import CloudSimulator
import Foundation
import HTTPTypes

@testable import CloudPasswords

extension FuzzTarget {
    private static let password = FuzzSecrets.password
    private static let token = FuzzSecrets.token

    /// Answers that echo what they were sent.
    private static let echoes = [
        #"{"error":{"code":"Ecs.0005","message":"body {\"new_password\":\"\#(password)\"} of \#(token) is illegal"}}"#,
        #"{"error_code":"APIGW.0301","error_msg":"verify aksk signature fail, canonicalRequest:PUT|/v1/p/cloudservers/"#
            + #"s/os-reset-password/||content-type:application/json|host:a|x-auth-token:\#(token)|x-sdk-date:"#
            + #"20270115T080000Z||content-type;host;x-auth-token;x-sdk-date|e3b0c442","request_id":"\#(token)"}"#,
        #"{"error":{"code":"Ecs.1000","message":"Nova: {\"badRequest\":{\"message\":\"\#(password)\",\"code\":400}}"}}"#,
        #"{"error":{"code":"Ecs.0611","message":"No."},"internalError":[{"id":"\#(token)","error_code":"ECS.0011","#
            + #""error_message":"\#(password)"}]}"#,
        #"{"\#(token)":{"message":"No.","code":400,"retryAfter":"\#(password)"}}"#,
        #"{"error_code":"Pdp.0001","error_msg":"No.","encoded_authorization_message":"\#(token)"}"#,
        "<html><body>\(password) \(token) Ecs.0613</body></html>",
        #"{"message":"P\u006canted-Passw0rd:9/% Planted-Passw0rd:9\/%25"}"#,
    ]

    /// The decoder of errors, with every operation, status and header.
    static let errors = FuzzTarget(
        "errors",
        weight: 400,
        files: ErrorAnswer.all.map(\.body) + echoes.map { Array($0.utf8) }
    ) { body, mutator in
        let operation = mutator.random.pick(OperationTable.rows)
        let statuses = [200, 202, 204, 300, 302, 400, 401, 403, 404, 409, 413, 429, 500, 501, 502, 503, 504, 599]
        let answer = response(mutator.random.pick(statuses), body, &mutator)
        let context = try ErrorFixture.context(
            operation.action,
            operation.api,
            secrets: [FuzzSecrets.password, FuzzSecrets.token]
        )
        var texts = BatchFailure.list(in: body, hiding: FuzzSecrets.hidden).flatMap { failure in
            FuzzTarget.texts(
                of: CloudErrorDecoder.error(
                    for: failure,
                    of: ErrorFixture.server,
                    status: 400,
                    requestID: nil,
                    context: context
                )
            )
        }
        guard let error = CloudErrorDecoder.error(in: answer, context: context, now: ErrorFixture.now) else {
            return texts
        }
        texts += FuzzTarget.texts(of: error)
        if let failure = SignatureFailure(error), let signed {
            let diagnosis = SignatureDiagnosis(failure, request: signed.request, key: signed.key)
            texts += [diagnosis.message, diagnosis.hint]
        }
        return texts
    }

    /// The errors of the identity service.
    static let identityErrors = FuzzTarget(
        "identity errors",
        weight: 60,
        files: ErrorAnswer.all.map(\.body) + echoes.map { Array($0.utf8) }
    ) { body, mutator in
        let failures = IdentityFailures(
            request: TransportRequest(
                head: HTTPRequest(method: .post, scheme: "https", authority: "iam", path: "/v3/auth/tokens")
            ),
            method: .password(.id("u"), Secret(FuzzSecrets.password)),
            origin: "fuzz"
        )
        let answer = response(mutator.random.pick([200, 300, 400, 401, 403, 404, 429, 500, 503]), body, &mutator)
        // The token is not the identity service's to know.
        return texts(of: failures.error(in: answer)).map { $0.replacing(FuzzSecrets.token, with: "") }
    }

    /// What is read of a success.
    static let successes = FuzzTarget(
        "successes",
        weight: 200,
        corpus: [
            #"{"server":{"id":"4f6d0d9e","name":"web","status":"ACTIVE","key_name":"k","metadata":{"os_type":"Windows"},"#
                + #""OS-SRV-USG:launched_at":"2018-09-13T07:04:09.197749","fault":{"code":500,"message":"no"}}}"#,
            #"{"count":1,"servers":[{"id":"4f6d0d9e","status":"SHUTOFF","OS-EXT-STS:task_state":null}]}"#,
            #"{"resetpwd_flag":"True"}"#, #"{"password":"\#(password)"}"#, #"{"password":null}"#,
            #"{"job_id":"ff80","status":"FAIL","error_code":"Ecs.0227","fail_reason":"\#(password)","entities":{}}"#,
            #"{"token":{"expires_at":"2020-01-04T09:05:22.701000Z","issued_at":"2020-01-03T09:05:22.701000Z","project":"#
                + #"{"id":"p1"},"catalog":[{"type":"compute","endpoints":[{"interface":"public","url":"https://n"}]}]}}"#,
            #"{"credential":{"access":"A","secret":"\#(token)","securitytoken":"t","expires_at":"2027-01-16T08:00:00Z"}}"#,
            #"{"project_id":"p1","region_id":"cn-north-4"}"#, "",
        ]
    ) { body, mutator in
        _ = try? JSONDecoder().decode(ResetFlag.self, from: Data(body))
        _ = MetadataAnswer(body)
        _ = try? JSONDecoder().decode(MetadataAnswer.Server.self, from: Data(body))
        let answer = IdentityAnswer(body)
        _ = answer?.expiry(receivedAt: ErrorFixture.now)
        _ = answer?.computeEndpoint(region: nil, interface: "public")
        let sealed = SealedPassword(text: String(decoding: body, as: UTF8.self), server: ErrorFixture.server)
        let unexpected = CloudErrorDecoder.unexpectedBody(body, expected: "a flag")
        return try await texts { _ = try Server(detailBody: body, of: ErrorFixture.server) }
            + texts(of: unexpected) + [sealed.map { "\($0) \(String(reflecting: $0))" } ?? ""]
    }

    /// When to come again, in headers and in messages, and dates.
    static let times = FuzzTarget(
        "times",
        weight: 60,
        corpus: [
            "120", "Fri, 15 Jan 2027 08:00:30 GMT", "policy user over ratelimit,limit:200,time:5 minute",
            "2018-09-13T07:04:09.197749", "2027-01-16T08:00:00Z",
            "signature expired, signature time:20211217T064303Z,"
                + "server time:20211217T065804Z",
        ]
    ) { bytes, _ in
        let text = String(decoding: bytes, as: UTF8.self)
        _ = RetryAfter.parse(text, now: ErrorFixture.now)
        _ = RetryAfter.interval(inThrottleMessage: text)
        _ = Server.date(text)
        _ = CredentialDate.parse(text)
        _ = ClockSkew.correction(httpDate: text, at: ErrorFixture.now)
        guard case .expired(let correction?) = SignatureFailure(message: text) else { return [] }
        return [ClockSkew.sentence(correction)]
    }

    /// A request that was signed, with what a gateway's echo is compared.
    private static let signed: (request: TransportRequest, key: AccessKey)? = {
        guard var fixture = try? SigningFixture() else { return nil }
        return (fixture.sign(fixture.resetRequest()), fixture.key)
    }()

    private static func response(_ status: Int, _ body: [UInt8], _ mutator: inout FuzzMutator) -> TransportResponse {
        let headers = [
            ("Retry-After", "3"), ("Location", "https://\(password)@auth.example/?\(token)"), ("X-Request-Id", token),
            ("X-IAM-Trace-Id", "iam"), ("Location", "https://\(token):9/"),
        ]
        guard mutator.random.below(2) == 0 else { return ErrorFixture.response(status, body) }
        let (name, value) = mutator.random.pick(headers)
        let mutated = String(decoding: mutator.mutated([Array(value.utf8)]).prefix(2048), as: UTF8.self)
        return ErrorFixture.response(status, body, headers: [name: mutated])
    }
}
