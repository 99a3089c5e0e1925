import AutomationCore
import Testing

@testable import CloudPasswords

struct ErrorTableTests {
    @Test(arguments: ErrorAnswer.all)
    func `an error's body becomes an error that says what to do`(answer: ErrorAnswer) throws {
        let decoded = CloudErrorDecoder.error(
            in: ErrorFixture.response(answer.status, answer.body, headers: answer.headers),
            context: try ErrorFixture.context(answer.action, answer.api),
            now: ErrorFixture.now
        )
        let error = try #require(decoded)
        #expect(error.operation == "test.call")
        #expect(error.server == "web-01")
        #expect(error.status == answer.status)
        #expect(error.kind == answer.kind)
        #expect(error.code == answer.code)
        #expect(error.isRetryable == answer.isRetryable)
        #expect(error.retryAfter == answer.retryAfter)
        #expect(error.requestID == answer.requestID)
        #expect(error.message.contains(answer.message))
        #expect(error.hint?.contains(answer.hint) == true)
        #expect(!error.description.contains("t0ken") && !error.description.contains("word@"))
    }

    @Test func `no row of the table is left out`() {
        let shown = Set(ErrorAnswer.all.compactMap(\.code).map { CloudErrorCode.canonical($0) ?? $0 })
        #expect(Set(CloudErrorTable.rows.keys).subtracting(shown).isEmpty)
        let parts = [
            CloudErrorTable.ecs, CloudErrorTable.common, CloudErrorTable.gateway, CloudErrorTable.identity,
            CloudErrorTable.nova,
        ]
        // None is there twice.
        #expect(CloudErrorTable.rows.count == parts.map(\.count).reduce(0, +))
    }

    @Test(arguments: OperationTable.rows.map(\.name))
    func `a refusal names the permission of the operation and where it is given`(name: String) throws {
        let operation = try #require(OperationTable.rows.first { $0.name == name })
        let context = try ErrorFixture.context(operation.action, operation.api)
        let response = ErrorFixture.response(403, Array(#"{"error":{"code":"Ecs.0110","message":"No."}}"#.utf8))
        let error = CloudErrorDecoder.error(in: response, context: context, now: ErrorFixture.now)
        let hint = try #require(error?.hint)
        guard let permission = operation.permission else {
            #expect(hint == "the caller has no right to it in this project; an administrator can give it")
            return
        }
        #expect(hint.hasPrefix("the caller needs the permission \(permission), given in the project"))
        #expect(hint.hasSuffix("enterprise project") == operation.scopes.contains(.enterpriseProject))
    }

    @Test(arguments: [
        (204, "", CloudAction.resetPassword), (200, "", .clearPassword), (202, "", .clearPassword),
        (204, "", .clearPassword), (202, "{}", .clearPassword), (200, #"{"job_id":"ff80"}"#, .rebootServers),
        (200, #"{"response":[{"id":"4f6d0d9e"}]}"#, .resetPasswords), (200, #"{"message":"accepted"}"#, .clearPassword),
        (200, #"{"code":200,"message":"accepted"}"#, .clearPassword), (200, #"{"password":""}"#, .getPassword),
        (200, #"{"server":{"fault":{"code":500,"message":"error"}}}"#, .showServer),
        (200, #"{"status":"FAIL","error_code":"Ecs.0227","fail_reason":"error"}"#, .showJob),
        (200, "<html></html>", .getPassword), (200, #"{"password":"error"}"#, .getPassword),
    ])
    func `what succeeded is no error`(status: Int, body: String, action: CloudAction) throws {
        #expect(try ErrorFixture.error(status, body, action: action) == nil)
    }

    @Test(arguments: [
        ("Ecs.1002", 400, false), ("Ecs.1000", 400, false), ("Ecs.0610", 400, false), ("Ecs.0615", 500, false),
        ("Ecs.0011", 400, true), ("Ecs.0100", 400, true), ("Ecs.0110", 403, true), ("Ecs.0614", 404, true),
        ("Common.0013", 401, true), ("APIGW.0308", 429, true), ("Common.0024", 202, false), ("Common.1503", 503, false),
    ])
    func `a failure of the cloud is no refusal, whatever its status`(code: String, status: Int, certain: Bool) throws {
        let body = #"{"error":{"code":"\#(code)","message":"No."}}"#
        #expect(try ErrorFixture.error(status, body, action: .resetPassword)?.isCertainlyNotDone == certain)
    }
}
