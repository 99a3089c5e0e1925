import Foundation
import PluginHost
import TestSupport
import Testing

/// `latchkey plugin new` and `latchkey plugin test`.
@Suite(.timeLimit(.minutes(2)))
struct PluginTestCommandTests {
    private static func find(_ program: String) -> String? {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(program)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// The templates that can be tried without building anything.
    private static let kinds = ["lua"] + (find("python3") == nil ? [] : ["process-python"])

    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func latchkey(_ arguments: String...) async throws -> CommandRun {
        try await CommandRun.latchkey(arguments, folder: folder)
    }

    @Test(arguments: kinds)
    func `a new plugin passes its test`(kind: String) async throws {
        let made = try await latchkey("plugin", "new", kind, "our-team")
        #expect(made.exitCode == 0, "\(made.errors)")
        #expect(made.errors.contains("latchkey plugin test plugins/our-team"))
        for line in made.output.split(separator: "\n") {
            #expect(FileManager.default.fileExists(atPath: "\(folder.path)/\(line)"))
        }
        let tested = try await latchkey("plugin", "test", "plugins/our-team", "--option", "team=db")
        #expect(tested.exitCode == 0, "\(tested.text)")
        #expect(tested.output.contains("\nok      inventory"))
        #expect(tested.output.contains("\nok      hook"))
        #expect(tested.output.split(separator: "\n").count { $0.hasPrefix("skipped secret-store") } == 1)
        // The rules of stores, that of loading one anew, and three checks of what it does not have.
        #expect(tested.output.hasSuffix(" 0 failed, \(StoreRule.all.count + 4) skipped\n"))
    }

    @Test func `a new plugin is there at once`() async throws {
        _ = try await latchkey("plugin", "new", "lua", "our-team")
        let listed = try await latchkey("plugin", "list")
        #expect(listed.output.contains("our-team"))
        let shown = try await latchkey("plugin", "show", "our-team")
        #expect(shown.output.contains("whose servers they are"))
    }

    @Test(.enabled(if: find("swift") != nil, "there is no swift here"))
    func `the manifest of a new Swift package can be read`() async throws {
        let made = try await latchkey("plugin", "new", "swift", "our-team", "--folder", "teams")
        #expect(made.exitCode == 0, "\(made.errors)")
        let package = folder.path + "/teams/our-team"
        let described = try await RunningCommand(
            Self.find("swift") ?? "",
            ["package", "--package-path", package, "--scratch-path", folder.path + "/scratch", "dump-package"],
            environment: ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? ""],
            folder: folder
        ).ended()
        #expect(described.exitCode == 0, "\(described.errors)")
        #expect(described.output.contains("LatchkeyCommandLine"))
        let main = try String(contentsOfFile: package + "/Sources/main.swift", encoding: .utf8)
        #expect(main.contains("await Latchkey.main(plugins: [OurTeamPlugin()])"))
        #expect(FileManager.default.fileExists(atPath: package + "/Sources/OurTeamPlugin.swift"))
    }

    @Test(arguments: ["lua", "process-python", "swift"])
    func `nothing is overwritten`(kind: String) async throws {
        _ = try await latchkey("plugin", "new", kind, "mine", "--folder", "here")
        let again = try await latchkey("plugin", "new", kind, "mine", "--folder", "here")
        #expect(again.exitCode == 64)
        #expect(again.errors.contains("here/mine is there already, and nothing is overwritten"))
    }

    @Test(arguments: [("lua", "Mine"), ("lua", "../mine"), ("lua", "json"), ("perl", "mine")])
    func `what cannot be made is refused before anything is written`(kind: String, name: String) async throws {
        let made = try await latchkey("plugin", "new", kind, name)
        #expect(made.exitCode == 64)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).allSatisfy { !$0.contains("plugins") })
    }

    @Test func `a plugin that fails a check is told which and why, and ends the command with 1`() async throws {
        try write(
            """
            inventory = function() return { { id = "a" }, { id = "a" } } end,
            options = { token = { type = "secret", help = "who it is" } },
            provision = function(options) print("I am " .. options.token:reveal():reverse()) end,
            permissions = { secrets = true },
            """
        )
        _ = try folder.write("token", "tok-8Hq2LmVx0\n")
        let run = try await latchkey("plugin", "test", "bad", "--secret-option", "token=token", "--allow-secrets")
        #expect(run.exitCode == 1, "\(run.text)")
        #expect(run.output.contains("failed  secrets"))
        #expect(run.output.contains("        the secret in option \"token\" turns up in its log"))
        #expect(run.output.contains("failed  inventory"))
        #expect(run.output.contains("        the server a is there twice"))
        #expect(!run.text.contains("tok-8Hq2LmVx0"))
        let document = try await latchkey(
            "plugin",
            "test",
            "bad",
            "--secret-option",
            "token=token",
            "--allow-secrets",
            "--json"
        )
        let object = try JSONSerialization.jsonObject(with: Data(document.output.utf8)) as? [String: Any]
        #expect(object?["failed"] as? Int == 2)
        let checks = object?["checks"] as? [[String: String]] ?? []
        #expect(checks.filter { $0["result"] == "failed" }.map { $0["name"] } == ["secrets", "inventory"])
    }

    @Test(arguments: [
        (["--option", "level=loud"], "option \"level\" expected a whole number"),
        (["--option", "levl=1"], "did you mean \"level\"?"), (["--option", "token=abc"], "--secret-option token=FILE"),
        (["--secret-option", "token=nowhere"], "--secret-option token is not there"),
        (["--option", "tags=a"], "in JSON"), (["--option", "level=1", "--option", "level=2"], "given twice"),
        (["--store-server", ""], "expected an id"),
    ])
    func `an option that is no good is named`(arguments: [String], message: String) async throws {
        try write(
            """
            options = {
              level = { type = "integer", help = "how loud", default = 1 },
              token = { type = "secret", help = "who it is", optional = true },
              tags = { type = "list", of = "string", help = "labels", default = {} },
            },
            inventory = function() return {} end,
            """
        )
        let run = try await CommandRun.latchkey(["plugin", "test", "bad"] + arguments, folder: folder)
        #expect(run.exitCode == 64, "\(run.text)")
        #expect(run.errors.contains(message), "\(run.errors)")
    }

    @Test func `what is no plugin is told of, and what cannot be loaded fails its first check`() async throws {
        let nowhere = try await latchkey("plugin", "test", "nowhere")
        #expect(nowhere.exitCode != 0)
        #expect(nowhere.errors.contains("there is no plugin in nowhere"))
        try write("inventry = print,")
        let broken = try await latchkey("plugin", "test", "bad")
        #expect(broken.exitCode == 1)
        #expect(broken.output.contains("failed  manifest"))
        #expect(broken.output.contains("did you mean \"inventory\"?"))
    }

    private func write(_ fields: String) throws {
        try FileManager.default.createDirectory(atPath: folder.path + "/bad", withIntermediateDirectories: true)
        _ = try folder.write(
            "bad/plugin.lua",
            "return { name = \"bad\", version = \"1\", contract = 1, summary = \"Bad.\", \(fields) }"
        )
    }
}
