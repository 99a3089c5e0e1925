import Foundation
import TestSupport

/// One run of the built program, with what it wrote.
struct CommandRun {
    let exitCode: Int32
    let output: String
    let errors: String

    /// Everything it wrote.
    var text: String { output + errors }

    /// The folder of the built program: the test bundle's own.
    static var productFolder: String {
        URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path
    }

    /// The folder of the checkout.
    static let checkout = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    /// The path of an example runbook.
    static func example(_ name: String) -> String { "\(checkout)/examples/runbooks/\(name).lua" }

    /// The commands that refuse to work without a vault.
    private static let storing: Set<String> = ["run", "get", "decrypt", "clear", "reset"]

    /// Makes the vault and its identity where the user of a test's folder has them, unless they are there.
    static func makeVault(in folder: TemporaryFolder) throws {
        let vault = folder.path + "/.local/share/latchkey/vault"
        guard !FileManager.default.fileExists(atPath: vault) else { return }
        try TestVault.make(at: vault)
        try TestVault.writeIdentity(to: folder.path + "/.config/latchkey/identity.txt")
    }

    /// Runs `latchkey` with these arguments and waits for its end.
    ///
    /// - Parameters:
    ///   - input: What is piped into it; nil for nothing.
    ///   - hasVault: Whether its user has a vault, where the command needs one.
    static func latchkey(
        _ arguments: [String],
        environment: [String: String] = [:],
        folder: TemporaryFolder,
        input: String? = nil,
        hasVault: Bool = true
    ) async throws -> CommandRun {
        if hasVault, storing.contains(arguments.first ?? "") { try makeVault(in: folder) }
        let piped = try input.map { text in
            let file = try folder.write("input-" + UUID().uuidString, text)
            return try FileHandle(forReadingFrom: URL(fileURLWithPath: file))
        }
        return try await RunningCommand(
            "\(productFolder)/latchkey",
            arguments,
            environment: environment,
            folder: folder,
            input: piped ?? .nullDevice
        ).ended()
    }
}
