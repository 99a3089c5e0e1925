import AutomationCore
import Testing

@testable import CloudPasswords

/// Bodies that no cloud sends.
struct HostileAnswerTests {
    private static let megabyte = 1_000_000

    @Test(arguments: [#"["#, #"{"a":"#, #"{"error":"#, #"[{"error":"#, "\"", "\\", "9", "\u{0}", "<"])
    func `a megabyte of the same is an error in no known form`(unit: String) throws {
        let body = String(repeating: unit, count: Self.megabyte / unit.utf8.count)
        let error = try #require(try ErrorFixture.error(400, body))
        #expect(error.kind == .rejected)
        #expect(error.message == "the endpoint answered with an error in no known form")
        #expect(error.hint != nil)
    }

    @Test(arguments: [4, 5, 100, 500, 511, 513, 5000])
    func `wrappers are opened to a depth that is enough`(depth: Int) throws {
        let body =
            String(repeating: #"{"error":"#, count: depth) + #"{"code":"Ecs.0614","message":"Gone."}"#
            + String(repeating: "}", count: depth)
        let error = try #require(try ErrorFixture.error(404, body))
        #expect(error.kind == .notFound)
        // What nests deeper than the parser goes is read as a text, in which a code can be found.
        #expect((error.code == "Ecs.0614") == (depth <= 4 || depth > 511))
    }

    @Test func `bytes that are no text do not cost the code beside them`() throws {
        let body = Array(#"{"error":{"code":"Ecs.0613","message":""#.utf8) + [0xFF, 0xC3, 0x28] + Array(#""}}"#.utf8)
        let context = try ErrorFixture.context(.resetPassword)
        let decoded = CloudErrorDecoder.error(
            in: ErrorFixture.response(400, body),
            context: context,
            now: ErrorFixture.now
        )
        let error = try #require(decoded)
        #expect(error.code == "Ecs.0613")
        #expect(error.message == "the cloud answered: \u{FFFD}\u{FFFD}(")
    }

    @Test func `a body beyond the limit is searched for a code and not read`() throws {
        let body = #"{"error":{"code":"Ecs.0613","message":"\#(String(repeating: "x", count: 3_000_000))"}}"#
        let error = try #require(try ErrorFixture.error(400, body))
        #expect(error.code == "Ecs.0613")
        #expect(error.message == "the cloud gives no reason")
    }

    @Test(arguments: [
        #"{"error":{"code":1e400,"message":"No."}}"#, #"{"error":{"code":-9223372036854775809,"message":"No."}}"#,
        #"{"error":{"code":true,"message":"No."}}"#, #"{"error":{"code":[],"message":"No."}}"#,
        #"{"error":{"code":null,"message":"No."},"internalError":{"id":1}}"#,
    ])
    func `a code that is none leaves the message`(body: String) throws {
        let error = try #require(try ErrorFixture.error(400, body))
        #expect(error.code == nil)
        #expect(error.kind == .rejected)
    }

    @Test(arguments: [
        "", "//", "http://", "https://a b/", "https://\u{1b}[31m/", "javascript:alert(1)",
        String(repeating: "https://a.", count: 2000), "https://[::1", "///example",
    ])
    func `a redirect to nowhere names no host`(location: String) throws {
        let error = try #require(try ErrorFixture.error(301, "", headers: ["Location": location]))
        #expect(error.message == "the endpoint answered with a redirect, which is not followed")
    }

    @Test(arguments: [
        // Foundation's formatter stops the process at the first of these.
        "Fri, 15\u{301}an 2027 08:255:30 G[MT", "Fri, 15 Jan 2027 08:00:30 GM\u{301}T", "Fri, 99 Jan 9999 99:99:99 GMT",
        "\u{661}\u{662}", "99999999999999999999", "-9223372036854775808",
    ])
    func `a pause that is none is not waited for`(text: String) throws {
        let error = try #require(try ErrorFixture.error(503, "", headers: ["Retry-After": text]))
        #expect(error.isRetryable)
        #expect(error.retryAfter == nil)
    }
}
