import AutomationCore
import Foundation
import Testing

@testable import CloudPasswords

struct ErrorTextTests {
    private static let plain = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "-._~"))
    private static let echo =
        "verify aksk signature fail, canonicalRequest:GET|/v1/\(String(repeating: "p", count: 900))/||host:a||host|e3b0"

    @Test func `only what the gateway echoes of a signed request is left whole`() throws {
        func message(_ status: Int, _ code: String, _ text: String) throws -> String? {
            try ErrorFixture.error(status, #"{"error_code":"\#(code)","error_msg":"\#(text)"}"#)?.message
        }
        #expect(try message(401, "APIGW.0301", Self.echo) == "the cloud answered: \(Self.echo)")
        #expect(try message(401, "APIG.0301", Self.echo)?.hasSuffix("|e3b0") == true)
        let cut = "the cloud answered: \(Self.echo.prefix(300))..."
        #expect(try message(403, "APIGW.0301", Self.echo) == cut)
        #expect(try message(401, "APIGW.0307", Self.echo) == cut)
        let long = String(repeating: "x", count: 5000)
        #expect(try message(401, "APIGW.0301", long) == "the cloud answered: \(long.prefix(300))...")
        let endless = "verify aksk signature fail \(String(repeating: "x", count: 1_000_000))"
        #expect(try (message(401, "APIGW.0301", endless)?.utf8.count ?? 0) < 140_000)
    }

    @Test func `a message is one line without control characters`() throws {
        let body = #"{"message":"one\r\ntwo\u0000\u001b[31mthree\u2028four  five\u0085six"}"#
        #expect(try ErrorFixture.error(400, body)?.message == "the cloud answered: one two [31mthree four five six")
    }

    @Test func `a code or an id that could be none is left out`() throws {
        let body = #"{"error_code":"a b","error_msg":"No.","request_id":"\#(String(repeating: "1", count: 200))"}"#
        let error = try #require(try ErrorFixture.error(400, body))
        #expect(error.code == nil)
        #expect(error.requestID == nil)
        #expect(error.message == "the cloud answered: No.")
    }

    @Test func `the header's id goes before the body's`() throws {
        let body = #"{"error_code":"APIGW.0302","error_msg":"No.","request_id":"body"}"#
        let headers = ["X-Request-Id": "head", "X-IAM-Trace-Id": "iam", "X-Openstack-Request-Id": "req-1"]
        func requestID(_ names: [String]) throws -> String? {
            try ErrorFixture.error(403, body, headers: headers.filter { names.contains($0.key) })?.requestID
        }
        #expect(try requestID(["X-Request-Id", "X-IAM-Trace-Id"]) == "head")
        #expect(try requestID(["X-IAM-Trace-Id", "X-Openstack-Request-Id"]) == "iam")
        #expect(try requestID(["X-Openstack-Request-Id"]) == "req-1")
        #expect(try requestID([]) == "body")
    }

    @Test(arguments: [
        #"Pa"ss\word/é1"#, "Passw0rd", "Pass%w+rd/=", "a\nb-Secret-9", "日本-Secret", "e\u{301}-Secret",
    ])
    func `a secret that is echoed is taken out however it is written`(secret: String) throws {
        let json = String(decoding: try JSONEncoder().encode([secret]).dropFirst().dropLast(), as: UTF8.self)
        // As it is; quoted once more; in an address; in a fault that is quoted; where another sign joins its last one.
        let twice = String(decoding: try JSONEncoder().encode([json]).dropFirst(2).dropLast(2), as: UTF8.self)
        let address = try #require(secret.addingPercentEncoding(withAllowedCharacters: Self.plain))
        let bodies = [
            #"{"error":{"code":"Ecs.0005","message":\#(json)}}"#,
            #"{"error":{"code":"Ecs.0005","message":"new_password: \#(twice)"}}"#,
            #"{"error_code":\#(json),"error_msg":"PUT /?p=\#(address)","request_id":\#(json)}"#,
            #"{"error":{"code":"Ecs.1000","message":"{\"badRequest\":{\"message\":\#(twice)}}"}}"#,
            #"{"message":\#(json.dropLast())\u0301"}"#, #"{\#(json):{"message":"No.","code":400}}"#,
            #"{"error_code":"Pdp.0001","error_msg":"No.","encoded_authorization_message":\#(json)}"#,
        ]
        for body in bodies {
            let error = try #require(try ErrorFixture.error(400, body, secrets: [secret]))
            let text = [error.description, error.hint ?? ""].joined(separator: " ")
            #expect(!text.contains(secret) && !text.unicodeScalars.contains(secret.unicodeScalars))
            #expect(!text.contains(address))
            #expect(!text.contains(json.dropFirst().dropLast()))
        }
    }

    @Test func `a refused signature is diagnosed from what is left in the error`() throws {
        let body = #"{"error_code":"APIGW.0301","error_msg":"\#(Self.echo)"}"#
        let error = try #require(try ErrorFixture.error(401, body))
        guard case .different(let request?) = SignatureFailure(error) else {
            Issue.record("no echo in \(error.message.count) characters")
            return
        }
        #expect(request.hasSuffix("|e3b0"))
    }
}
