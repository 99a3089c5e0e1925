import AutomationCore
import CloudPasswords
import Testing

struct TokenSourceTests {
    private struct Broken: TokenSource {
        let name = "broken"
        func token() async throws -> Secret? { throw AutomationError(.authentication, "the file is empty") }
    }

    @Test(
        arguments: [
            ([:], nil), (["OS_TOKEN": "a"], "a"), (["LATCHKEY_TOKEN": "b", "OS_TOKEN": "a"], "b"),
            (["LATCHKEY_TOKEN": "", "OS_TOKEN": "a"], "a"), (["OS_TOKEN": ""], nil),
        ] as [([String: String], String?)]
    )
    func `the environment's token is found, empty ones are none`(
        environment: [String: String],
        expected: String?
    ) async throws {
        let token = try await EnvironmentToken(environment).token()
        #expect(token?.withExposedText { $0 } == expected)
    }

    @Test func `the first source that is configured answers`() async throws {
        let chain = TokenChain([EnvironmentToken([:]), FixedToken(Secret("a"), name: "file"), Broken()])
        #expect(try await chain.token()?.matches(Secret("a")) == true)
        #expect(chain.name == "the environment (LATCHKEY_TOKEN, OS_TOKEN), then file, then broken")
        #expect(try await TokenChain([]).token() == nil)
    }

    @Test func `a source that is configured and broken ends the search`() async {
        let chain = TokenChain([Broken(), FixedToken(Secret("a"), name: "file")])
        await #expect(throws: AutomationError(.authentication, "the file is empty")) { try await chain.token() }
    }
}
