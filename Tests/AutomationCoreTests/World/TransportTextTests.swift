import AutomationCore
import HTTPTypes
import Testing

struct TransportTextTests {
    private static func texts(of value: some Any) -> [String] {
        var dumped = ""
        dump(value, to: &dumped)
        return ["\(value)", String(reflecting: value), "\([value])", dumped]
    }

    @Test func `a request shows its method and address, and neither query, header nor body`() throws {
        var head = HTTPRequest(
            method: .put,
            scheme: "https",
            authority: "ecs.example:8443",
            path: "/v1/p/os-reset-password?sig=hunter2"
        )
        head.headerFields[try #require(HTTPField.Name("X-Auth-Token"))] = "hunter2"
        let request = TransportRequest(head: head, body: Array("hunter2".utf8))
        #expect(request.description == "PUT https://ecs.example:8443/v1/p/os-reset-password")
        for text in Self.texts(of: request) {
            #expect(text.contains("PUT https://ecs.example:8443/v1/p/os-reset-password"))
            #expect(!text.contains("hunter2"))
            #expect(!text.contains("104, 117, 110"))
        }
        #expect(Mirror(reflecting: request).children.isEmpty)
    }

    @Test func `an answer shows its status and size, and neither header nor body`() throws {
        var head = HTTPResponse(status: .ok)
        head.headerFields[try #require(HTTPField.Name("X-Subject-Token"))] = "hunter2"
        let response = TransportResponse(head: head, body: Array("hunter2".utf8))
        #expect(response.description == "200, 7 bytes")
        for text in Self.texts(of: response) {
            #expect(text.contains("200, 7 bytes"))
            #expect(!text.contains("hunter2"))
            #expect(!text.contains("104, 117, 110"))
        }
        #expect(Mirror(reflecting: response).children.isEmpty)
    }

    @Test(arguments: [
        (TransportError.Reason.connectionRefused, true, true), (.proxyFailed, true, true), (.proxyRefused, false, true),
        (.unknownHost, true, true), (.tlsFailed, false, true), (.timedOut, true, false), (.connectionLost, true, false),
        (.unusableAnswer, false, false), (.invalidAddress, false, true),
    ])
    func `a reason tells whether it may pass, and whether anything was sent`(
        reason: TransportError.Reason,
        isPassing: Bool,
        isUnsent: Bool
    ) {
        #expect(TransportError(reason).isPassing == isPassing)
        #expect(TransportError(reason).isUnsent == isUnsent)
    }

    @Test func `a transport error tells its reason, and the detail where there is one`() {
        #expect(TransportError(.timedOut).description == "no answer in time")
        #expect(TransportError(.tlsFailed, detail: "not trusted").description == "TLS handshake failed (not trusted)")
    }
}
