import Foundation
import TestSupport
import Testing

/// An example plugin, used with the lines that its README gives for `latchkey.yaml`.
struct ExamplePlugin {
    static let all = ["change-window", "cmdb", "pass", "password-policy", "vault-kv", "webhook"]
    /// Those that keep passwords.
    private static let stores = ["pass", "vault-kv"]

    let name: String
    let folder: TemporaryFolder

    init(_ name: String, in folder: TemporaryFolder) {
        self.name = name
        self.folder = folder
    }

    /// The folder of the plugin with this name.
    static func path(_ name: String) -> String { "\(CommandRun.checkout)/examples/plugins/\(name)" }

    /// A program that stands in for the other side of a plugin.
    static func program(_ name: String) -> String {
        "\(CommandRun.checkout)/Tests/CommandLineTests/ExamplePluginTests/Programs/\(name)"
    }

    /// What stands in one of the README's blocks of a language.
    func block(_ language: String, number: Int = 0) throws -> String {
        let readme = try String(contentsOfFile: Self.path(name) + "/README.md", encoding: .utf8)
        let blocks = readme.components(separatedBy: "```\(language)\n").dropFirst()
        return try #require(blocks.dropFirst(number).first?.components(separatedBy: "```").first)
    }

    /// Writes the lines of the README to `latchkey.yaml`, every example in them replaced by what the test has.
    ///
    /// - Parameter block: Which of the README's blocks.
    func configure(_ replacements: KeyValuePairs<String, String>, block: Int = 0) throws {
        var text = try self.block("yaml", number: block)
        for (example, replacement) in replacements {
            #expect(text.contains(example), "the README of \(name) has no \"\(example)\"")
            text = text.replacing(example, with: replacement)
        }
        _ = try folder.write("latchkey.yaml", text)
    }

    /// Writes `latchkey.yaml` for the plugin vault-kv, and the token that it names.
    func configure(vault: VaultService, token: String) throws {
        try configure([
            "https://vault.example.com:8200": vault.address, "vault.example.com:8200": vault.address,
            "{ env: VAULT_TOKEN }": "{ file: vault-token }",
        ])
        try folder.writeSecret("vault-token", token + "\n")
    }

    /// Runs a runbook with the plugin, on a simulated cloud.
    func run(
        _ script: String,
        _ arguments: [String] = [],
        servers: Int = 1,
        environment: [String: String] = [:]
    ) async throws -> CommandRun {
        // Without it the passwords of a simulated cloud go to a vault that is thrown away.
        let store = Self.stores.contains(name) ? ["--store", name] : []
        let file = try folder.write("runbook-\(UUID().uuidString).lua", script)
        return try await CommandRun.latchkey(
            ["run", file, "--simulate", "\(servers)", "--plugin", Self.path(name)] + store + arguments,
            environment: environment,
            folder: folder
        )
    }

    /// Gives every server a new password.
    static let reset = """
        local password = require "password"
        local fleet = require "fleet"
        local input = runbook.inputs { servers = { type = "servers", help = "which servers" } }
        fleet.each(input.servers, function(server) password.reset(server) end)
        """
}
