import Foundation
import TestSupport
import Testing

/// An example plugin, used with the lines that its README gives for `latchkey.yaml`.
struct ExamplePlugin {
    static let all = ["change-window", "cmdb", "pass", "password-policy", "vault-kv", "webhook"]

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

    /// Writes the lines of the README to `latchkey.yaml`, every example in them replaced by what the test has.
    ///
    /// - Parameter block: Which of the README's blocks.
    func configure(_ replacements: KeyValuePairs<String, String>, block: Int = 0) throws {
        let readme = try String(contentsOfFile: Self.path(name) + "/README.md", encoding: .utf8)
        let blocks = readme.components(separatedBy: "```yaml\n").dropFirst()
        var text = try #require(blocks.dropFirst(block).first?.components(separatedBy: "```").first)
        for (example, replacement) in replacements {
            #expect(text.contains(example), "the README of \(name) has no \"\(example)\"")
            text = text.replacing(example, with: replacement)
        }
        _ = try folder.write("latchkey.yaml", text)
    }

    /// Runs a runbook with the plugin, on a simulated cloud.
    func run(
        _ script: String,
        _ arguments: [String] = [],
        servers: Int = 1,
        environment: [String: String] = [:]
    ) async throws -> CommandRun {
        let file = try folder.write("runbook-\(UUID().uuidString).lua", script)
        return try await CommandRun.latchkey(
            ["run", file, "--simulate", "\(servers)", "--plugin", Self.path(name)] + arguments,
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
