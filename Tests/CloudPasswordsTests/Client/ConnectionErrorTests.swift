import AutomationCore
import CloudPasswords
import CloudSimulator
import HTTPTypes
import TestSupport
import Testing

struct ConnectionErrorTests {
    /// Ends every request in the same way.
    private struct OneWayTransport: Transport {
        let outcome: @Sendable () throws -> TransportResponse

        func send(_ request: TransportRequest) async throws -> TransportResponse { try outcome() }
    }

    private static func failure(_ outcome: @escaping @Sendable () throws -> TransportResponse) throws -> AutomationError
    {
        let setting = try SimulatedSetting()
        var world = setting.world
        world.transport = OneWayTransport(outcome: outcome)
        let (server, service) = (try setting.server, try setting.service(url: "https://ecs.example:8443", world: world))
        let error = try setting.failure { try await service.sealedPassword(of: server) }
        #expect(setting.retries.count == (error.isRetryable ? 5 : 0))
        return error
    }

    @Test(arguments: [
        (TransportError.Reason.connectionRefused, ErrorKind.connection, true, "does something listen there?"),
        (.unknownHost, .connection, true, "check the host name"), (.timedOut, .timeout, true, "a firewall or a proxy"),
        (.connectionLost, .connection, true, "the address of the compute API?"),
        (.tlsFailed, .connection, false, "is its certificate trusted"),
        (.unusableAnswer, .connection, false, "the address of the compute API?"),
        (.proxyFailed, .connection, true, "is the proxy's address right"),
        (.proxyRefused, .connection, false, "with the proxy's user and password"),
        (.invalidAddress, .connection, false, "https://ecs.REGION.myhuaweicloud.com"),
    ])
    func `each way to get no answer has its kind and its advice`(
        reason: TransportError.Reason,
        kind: ErrorKind,
        isRetryable: Bool,
        hint: String
    ) throws {
        let error = try Self.failure { throw TransportError(reason, detail: "as said") }
        #expect(error.kind == kind)
        #expect(error.isRetryable == isRetryable)
        #expect(error.hint?.contains(hint) == true)
        #expect(error.message.hasPrefix("no answer from https://ecs.example:8443: \(reason.rawValue) (as said)"))
        #expect(error.status == nil)
        #expect(error.isUnsent == TransportError(reason).isUnsent)
        let isProxy = [.proxyFailed, .proxyRefused].contains(reason)
        #expect(error.hint?.contains("--proxy or HTTPS_PROXY") == isProxy)
        if isProxy { #expect(error.hint?.contains("--endpoint") == false) }
        #expect(error.operation == "password.get")
        #expect(error.server == "win-001")
    }

    @Test(arguments: [
        (["Location": "https://user:word@login.example:8443/sso?token=t0ken"], "", "https://login.example:8443"),
        (["Location": "http://portal.example/"], #"{"message":"Moved for t0ken"}"#, "http://portal.example"),
        (["Location": "//other.example/v1"], "<html>t0ken</html>", "https://other.example"),
    ])
    func `a redirect is refused, and the error says where to and what to do`(
        headers: [String: String],
        body: String,
        target: String
    ) throws {
        var answer = CannedAnswer(status: 307, body: body)
        answer.headers[.location] = headers["Location"]
        let setting = try SimulatedSetting.settled(faults: [FaultRule(.answer(answer))])
        let (server, service) = (try setting.server, setting.service)
        let error = try setting.failure { try await service.sealedPassword(of: server) }
        #expect(error.message == "the endpoint answered with a redirect to \(target), which is not followed")
        #expect(error.hint?.contains("if \(target) is the API's, give it as --endpoint") == true)
        #expect(!"\(error) \(error.hint ?? "")".contains("t0ken"))
        #expect(!"\(error) \(error.hint ?? "")".contains("word@"))
        #expect(setting.requests.count == 1)
        #expect(!error.isRetryable)
    }

    @Test func `a token in the words of the network library is hidden`() throws {
        let token = SimulatorConfiguration.defaultToken
        let error = try Self.failure { throw TransportError(.tlsFailed, detail: "sent \(token)") }
        #expect(error.message.hasSuffix("(sent <secret>)"))
    }

    @Test func `a request id is taken from the body where no header has one`() throws {
        let error = try Self.failure {
            let body = #"{"error_code":"APIGW.0302","error_msg":"Denied.","request_id":"4f2a"}"#
            return TransportResponse(head: HTTPResponse(status: .forbidden), body: Array(body.utf8))
        }
        #expect(error.requestID == "4f2a")
        #expect(
            error.description == "password.get: win-001: the cloud answered: Denied. (403, APIGW.0302, request 4f2a)"
        )
    }

    @Test(arguments: [
        (#"{"errorCode":"A.1","errorMsg":"Odd."}"#, "A.1"), (#"{"code":"A.2","message":"Odd."}"#, "A.2"),
        (#"{"error":{"code":"A.3","message":"Odd."}}"#, "A.3"), (#"{"odd":{"code":400,"message":"Odd."}}"#, "odd"),
        (#"{"error_msg":"Odd."}"#, nil),
    ])
    func `an error is understood in every known shape`(body: String, code: String?) throws {
        let error = try Self.failure {
            TransportResponse(head: HTTPResponse(status: .badRequest), body: Array(body.utf8))
        }
        #expect(error.kind == .rejected)
        #expect(error.code == code)
        #expect(error.message == "the cloud answered: Odd.")
        #expect(error.requestID == nil)
    }
}
