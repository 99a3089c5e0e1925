import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct DocsCommandTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func docs(_ arguments: String...) async throws -> CommandRun {
        try await CommandRun.latchkey(["docs"] + arguments, folder: folder)
    }

    @Test func `without a name there is a line about every function`() async throws {
        let run = try await docs()
        #expect(run.exitCode == 0)
        for text in ["password.wait(server [, options])", "fleet.each(", "runbook.inputs(", "sealed password: "] {
            #expect(run.output.contains(text), "\(run.output)")
        }
    }

    @Test func `a function's page tells its options and what it raises`() async throws {
        let run = try await docs("password.wait")
        #expect(run.output.contains("how long to wait at the most; default: 15m"))
        #expect(run.output.contains("WAITS:\n  yes"))
        #expect(try await docs("input").output.contains("of: \"string\""))
    }

    @Test func `a misspelt name ends with 64 and a suggestion`() async throws {
        let run = try await docs("password.wiat")
        #expect(run.exitCode == 64)
        #expect(run.output.isEmpty)
        #expect(run.errors.contains("did you mean \"password.wait\"?"))
    }

    @Test func `--json is one document`() async throws {
        struct Document: Decodable {
            struct Named: Decodable { var name: String }
            var modules: [Named]
            var objects: [Named]
        }
        let run = try await docs("--json")
        let document = try JSONDecoder().decode(Document.self, from: Data(run.output.utf8))
        #expect(document.modules.map(\.name).contains("password"))
        #expect(document.objects.map(\.name).contains("error"))
    }
}
