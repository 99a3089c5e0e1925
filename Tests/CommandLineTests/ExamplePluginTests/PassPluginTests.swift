import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)), .enabled(if: PasswordStore.isInstalled, "pass or gpg is not installed"))
struct PassPluginTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Puts a password for the one server of every simulated cloud of the same seed.
    private static func put(_ password: String) -> String {
        """
        local vault = require "vault"
        local log = require "log"
        local input = runbook.inputs { servers = { type = "servers", help = "which servers" } }
        log.info("the id is " .. input.servers[1].id .. ".")
        vault.put(input.servers[1], "\(password)")
        """
    }

    private func entry(_ run: CommandRun) throws -> String {
        try "latchkey/" + String(#require(run.errors.firstMatch(of: #/the id is ([^.]+)\./#)?.1))
    }

    /// The plugin, set up as its README says.
    private func plugin() throws -> ExamplePlugin {
        let plugin = ExamplePlugin("pass", in: folder)
        try plugin.configure([:])
        return plugin
    }

    @Test func `a reset leaves the new password where users of pass look for it`() async throws {
        let plugin = try plugin()
        try await PasswordStore.withStore(in: folder) { store in
            let run = try await plugin.run(ExamplePlugin.reset)
            #expect(run.exitCode == 0, "\(run.text)")
            let entries = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/.password-store/latchkey")
            #expect(entries.count == 1 && entries[0].hasSuffix(".gpg") && !entries[0].contains(".new"))
            let lines = try await store.run("pass", ["show", "latchkey/\(entries[0].dropLast(4))"]).split(
                separator: "\n"
            )
            #expect(lines.count == 2)
            #expect(lines[0].count > 10 && lines[1].contains("\"current\":{\"password\":\"\(lines[0])\""))
            #expect(!run.text.contains(lines[0]))
        }
    }

    @Test func `no password is in the arguments or the environment of any program`() async throws {
        let plugin = try plugin()
        let bin = folder.path + "/bin"
        try FileManager.default.createDirectory(atPath: bin, withIntermediateDirectories: true)
        for program in ["pass", "gpg"] {
            let script = "#!/bin/sh\n{ echo \"$0 $*\"; env; } >> \(folder.path)/seen\nexec /usr/bin/\(program) \"$@\"\n"
            let file = try folder.write("bin/" + program, script)
            try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: file)
        }
        try await PasswordStore.withStore(in: folder) { store in
            let run = try await plugin.run(
                Self.put("Very-Plain-Pass-1"),
                environment: ["PATH": bin + ":/usr/bin:/bin"]
            )
            #expect(run.exitCode == 0, "\(run.text)")
            let seen = try String(contentsOfFile: folder.path + "/seen", encoding: .utf8)
            #expect(seen.contains("/bin/pass insert --multiline"))
            #expect(seen.contains("/bin/gpg"))
            #expect(!seen.contains("Very-Plain-Pass-1"))
            #expect(!run.text.contains("Very-Plain-Pass-1"))
        }
    }

    @Test func `what somebody has changed by hand is not written over`() async throws {
        let plugin = try plugin()
        try await PasswordStore.withStore(in: folder) { store in
            let first = try await plugin.run(Self.put("First-Pass-1"))
            let entry = try entry(first)
            let text = try await store.run("pass", ["show", entry])
            #expect(text.hasPrefix("First-Pass-1\n"))
            let edited = text.replacing("First-Pass-1\n", with: "By-Hand-2\n")
            try await store.run("pass", ["insert", "-m", "-f", entry], input: edited)
            let second = try await plugin.run(Self.put("Third-Pass-3"))
            #expect(second.exitCode != 0)
            #expect(
                second.errors.contains("somebody has changed the first line of the entry \(entry)"),
                "\(second.errors)"
            )
            #expect(try await store.run("pass", ["show", entry]) == edited)
        }
    }

    @Test func `two writers at once lose nothing, nor does a password with a line end in it`() async throws {
        let plugin = try plugin()
        try await PasswordStore.withStore(in: folder) { store in
            async let one = plugin.run(Self.put("First\\nPass-1"))
            async let two = plugin.run(Self.put("Second-Pass-2"))
            let runs = try await [one, two]
            #expect(runs.map(\.exitCode) == [0, 0], "\(runs.map(\.text))")
            let text = try await store.run("pass", ["show", try entry(runs[0])])
            #expect(text.contains("First\\nPass-1") && text.contains("Second-Pass-2"))
        }
    }

    @Test func `a key that is gone stops a reset before it is sent, and the entry stays`() async throws {
        let plugin = try plugin()
        try await PasswordStore.withStore(in: folder) { store in
            _ = try folder.write(".password-store/.gpg-id", "nobody@example.com\n")
            let run = try await plugin.run(ExamplePlugin.reset)
            #expect(run.exitCode == 2)
            #expect(run.errors.contains("pass insert failed"), "\(run.errors)")
            #expect(!run.errors.contains("reset sent"))
        }
    }

    @Test func `a store that is not there is told before anything is done`() async throws {
        let run = try await plugin().run(ExamplePlugin.reset)
        #expect(run.exitCode != 0)
        #expect(run.errors.contains("plugin \"pass\": there is no password store in \(folder.path)/.password-store"))
        #expect(run.errors.contains("pass init"))
    }
}
