import Foundation
import TestSupport
import Testing

/// The examples keep what every plugin keeps. `pass` is left out: gpg would take half a minute for it.
@Suite(.timeLimit(.minutes(1)))
struct ExamplePluginConformanceTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func expectConforming(_ name: String, _ arguments: [String]) async throws {
        let run = try await CommandRun.latchkey(
            ["plugin", "test", ExamplePlugin.path(name)] + arguments,
            folder: folder
        )
        #expect(run.exitCode == 0, "\(run.text)")
        #expect(run.output.contains(" 0 failed, "), "\(run.text)")
    }

    @Test func `webhook keeps what every plugin keeps`() async throws {
        try await StandIn.serving("webhook.py", folder: folder) { service in
            let url = try folder.write("url", service.address + "/hook\n")
            try await expectConforming("webhook", ["--secret-option", "url=\(url)", "--allow-host", service.address])
        }
    }

    @Test func `vault-kv keeps what every plugin and every store keeps`() async throws {
        try await StandIn.serving("vault.py", folder: folder) { vault in
            let token = try folder.write("token", "root-token\n")
            try await expectConforming(
                "vault-kv",
                [
                    "--option", "address=\(vault.address)", "--secret-option", "token=\(token)", "--allow-host",
                    vault.address, "--allow-secrets", "--store-server", "trial",
                ]
            )
        }
    }

    @Test func `cmdb keeps what every plugin keeps`() async throws {
        let file = try folder.write("servers.csv", "id,name\ni-1,web-01\ni-2,web-02\n")
        try await expectConforming("cmdb", ["--option", "file=\(file)"])
    }

    @Test func `password-policy keeps what every plugin keeps`() async throws {
        let words = try folder.write("words", "qwertz\n")
        try await expectConforming(
            "password-policy",
            ["--option", "words_file=\(words)", "--allow-path", words + ":ro", "--allow-secrets"]
        )
    }

    @Test func `change-window keeps what every plugin keeps`() async throws {
        let file = try folder.write("approvals", "2026-11-21T20:15:00Z bert *\n")
        try await expectConforming(
            "change-window",
            ["--option", "user=anna", "--option", "approvals=\(file)", "--allow-path", file + ":ro"]
        )
    }
}
