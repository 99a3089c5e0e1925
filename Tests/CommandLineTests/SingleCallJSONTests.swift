import CloudSimulator
import Foundation
import TestSupport
import Testing

/// What `--json` writes: one document on the standard output, whatever happens.
@Suite(.timeLimit(.minutes(2)))
struct SingleCallJSONTests {
    @Test func `every command writes what it has done`() async throws {
        try await SingleCalls.withCloud { latchkey in
            let key = latchkey.key
            func entry(_ run: CommandRun) throws -> SingleCalls.Document.Entry {
                let document = try SingleCalls.document(run)
                #expect(document.outcome == "succeeded")
                return try #require(document.servers.first)
            }
            let sealed = try entry(try await latchkey("get", "--server", "win-001", "--json"))
            #expect(sealed.ok == true && sealed.sealed != nil && sealed.sealed_sha256?.count == 64)
            let opened = try entry(
                try await latchkey("decrypt", "--key", key, "--reveal", "--json", input: sealed.sealed)
            )
            #expect(try opened.password == latchkey.server().initialPassword)
            let kept = try entry(try await latchkey("get", "--server", "win-001", "--key", key, "--json"))
            #expect(kept.store == "the vault kept" && kept.password == nil && kept.sealed == nil)
            let cleared = try entry(try await latchkey("clear", "--server", "win-001", "--yes", "--json"))
            #expect(cleared.cleared == true)
            let reset = try entry(try await latchkey("reset", "--server", "win-001", "--yes", "--json"))
            #expect(reset.confirmation == "unconfirmed" && reset.password == nil && reset.restarted == false)
            let flag = try entry(try await latchkey("check-flag", "--server", "win-001", "--json"))
            #expect(try flag.id == latchkey.server().id)
            #expect(flag.can_reset == true)
            let listed = try entry(try await latchkey("servers", "--json"))
            #expect(listed.status == "ACTIVE" && listed.key_name == "KeyPair-test")
        }
    }

    @Test func `a failure is in the document, with what to do`() async throws {
        try await SingleCalls.withCloud { latchkey in
            let one = try await latchkey("clear", "--server", "win-001", "--yes", "--json", "--verbose")
            let document = try SingleCalls.document(one)
            #expect(document.outcome == "servers_failed")
            #expect(document.servers.first?.error?.kind == "secret_store")
            #expect(document.servers.first?.error?.hint?.contains("--unsaved") == true)
            let all = try await latchkey("get", "--server", "nothing", "--json")
            #expect(all.exitCode == 64)
            #expect(try SingleCalls.document(all).outcome == "failed")
            #expect(try SingleCalls.document(all).error?.kind == "not_found")
        }
    }
}
