import CloudSimulator
import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2)))
struct BadInputTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Runs a script of this text and expects a clear failure, never a trap.
    private func failure(
        _ script: String,
        _ options: [String],
        exit code: Int32,
        says texts: [String],
        environment: [String: String] = ["OS_TOKEN": ServedCloud.token]
    ) async throws {
        _ = try folder.write("script.lua", script)
        let run = try await CommandRun.latchkey(
            ["run", "script.lua"] + options,
            environment: environment,
            folder: folder
        )
        #expect(run.exitCode == code, "\(run.text)")
        for text in texts { #expect(run.errors.contains(text), "\(run.errors)") }
        #expect(!run.text.contains("Fatal error"))
        #expect(!run.text.contains(ServedCloud.token))
    }

    private static let get = "require('password').get('4f6d0d9e-8c1a-4c5f-9a53-2f1f0e7c1b52')"
    private static let refused = ["--endpoint", "http://127.0.0.1:1", "--project", "abc"]

    @Test func `a syntax error names file and line`() async throws {
        try await failure("local x = = 1", [], exit: 1, says: ["error: script.lua:1: unexpected symbol near '='"])
    }

    @Test func `a script error has file, line, message and traceback`() async throws {
        try await failure(
            "local function inner() local t = nil; return t.x end\nlocal function outer() return (inner()) end\nouter()",
            [],
            exit: 1,
            says: ["error: script.lua:1: attempt to index a nil value", "stack traceback:", "script.lua:2: in "]
        )
    }

    @Test func `a wrong argument names function, parameter, expected and given`() async throws {
        try await failure(
            "require('password').wait({}, {})",
            ["--simulate", "1"],
            exit: 1,
            says: ["script.lua:1: password.wait: argument 1 \"server\": expected a server or its id, got table"]
        )
    }

    @Test func `a misspelt function suggests the nearest`() async throws {
        try await failure(
            "require('password').wiat('x')",
            [],
            exit: 1,
            says: ["there is no function 'wiat' in the module \"password\"; did you mean 'wait'?"]
        )
    }

    @Test func `an unknown server is named, with the cloud's code and what to check`() async throws {
        try await failure(
            Self.get,
            ["--simulate", "1"],
            exit: 1,
            says: [
                "there is no server 4f6d0d9e-8c1a-4c5f-9a53-2f1f0e7c1b52", "404, Ecs.0114",
                "hint: check the server's id",
            ]
        )
    }

    @Test func `a file that is no key is named`() async throws {
        _ = try folder.write("notes.txt", "buy milk")
        try await failure(
            "require('key').load('notes.txt')",
            [],
            exit: 1,
            says: ["script.lua:1: key.load: notes.txt is not a private key", "hint: a private key starts with"]
        )
        try await failure(
            "require('key').load('none.pem')",
            [],
            exit: 1,
            says: ["the key file none.pem cannot be read: no such file or directory"]
        )
    }

    @Test func `an endpoint that refuses connections is named after the retries`() async throws {
        try await failure(
            Self.get,
            Self.refused,
            exit: 1,
            says: [
                "no answer from http://127.0.0.1:1: connection refused", "gave up after 6 attempts",
                "hint: is --endpoint",
            ]
        )
    }

    @Test func `an endpoint that answers with a web page is told so`() async throws {
        let suite = self
        try await ServedCloud.withCloud(prepare: { cloud in
            cloud.faults = FaultPlan([FaultRule(.answer(.htmlWithSuccess))])
        }) { served in
            let options = served.options
            try await suite.failure(
                Self.get,
                options,
                exit: 1,
                says: [
                    "the endpoint answered with a web page (HTML)",
                    "hint: is --endpoint the address of the compute API",
                ]
            )
        }
    }

    @Test func `a wrong token is refused without being shown`() async throws {
        let suite = self
        try await ServedCloud.withCloud { served in
            let options = served.options
            try await suite.failure(
                Self.get,
                options,
                exit: 1,
                says: ["(401", "hint: the token is wrong"],
                environment: ["OS_TOKEN": "another-token"]
            )
        }
    }

    @Test func `what is missing is said with how to give it`() async throws {
        try await failure(Self.get, [], exit: 64, says: ["there is no cloud to call", "--endpoint URL"])
        try await failure(
            Self.get,
            Self.refused,
            exit: 1,
            // Without any credential the machine's own metadata service would be asked, which answers as it likes.
            says: ["HUAWEICLOUD_SDK_AK is set and HUAWEICLOUD_SDK_SK is not", "hint: set both"],
            environment: ["HUAWEICLOUD_SDK_AK": "planted"]
        )
        try await failure(
            Self.get,
            ["--endpoint", "http://127.0.0.1:1"],
            exit: 64,
            says: ["the v1 API needs a project id", "--project ID"]
        )
        let everyServer = "require('fleet').each({ 'a-1', 'a-2' }, require('password').get)"
        try await failure(everyServer, [], exit: 64, says: ["there is no cloud to call"])
        let inputs = "runbook.inputs { servers = { type = 'servers' }, key = { type = 'file', help = 'the key' } }"
        try await failure(
            inputs,
            [],
            exit: 64,
            says: [
                "input \"key\" is missing (the key): give --var key=FILE",
                "input \"servers\" is missing: give --server ID",
            ]
        )
        try await failure(inputs, ["--var", "kye=x"], exit: 64, says: ["no input \"kye\"; did you mean \"key\"?"])
    }

    @Test func `a command line that cannot be carried out ends with 64`() async throws {
        try await failure(
            "",
            ["--endpoint", "nonsense"],
            exit: 64,
            says: ["the endpoint \"nonsense\" is not an address"]
        )
        try await failure("", ["--speed", "0"], exit: 64, says: ["--speed: expected a number above 0"])
        try await failure("", ["--simulate", "0"], exit: 64, says: ["--simulate: expected 1 to 10000 servers"])
        try await failure("", ["--api", "v3"], exit: 64, says: ["'v3' is invalid", "'v1', 'v2.1', 'v2' or 'nova'"])
        try await failure("", ["--var", "x"], exit: 64, says: ["NAME=VALUE"])
        try await failure("", ["--token-file", "none"], exit: 64, says: ["the token file none cannot be read"])
        let missing = try await CommandRun.latchkey(["run", "none.lua"], folder: folder)
        #expect(missing.exitCode == 64)
        #expect(missing.errors.contains("there is no runbook none.lua"))
    }

    @Test func `a secret is text only when the operator allows it`() async throws {
        let script = "print(require('password').generate():reveal())"
        try await failure(
            script,
            [],
            exit: 1,
            says: ["revealing a secret is not allowed", "hint: the operator allows it"]
        )
        _ = try folder.write("script.lua", script)
        let run = try await CommandRun.latchkey(["run", "script.lua", "--reveal"], folder: folder)
        #expect(run.exitCode == 0, "\(run.text)")
        #expect(!run.errors.contains("<secret>"))
    }
}
