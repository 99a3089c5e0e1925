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

    /// Runs `latchkey` with these arguments and waits for its end.
    ///
    /// - Parameter input: What is piped into it; nil for nothing.
    static func latchkey(
        _ arguments: [String],
        environment: [String: String] = [:],
        folder: TemporaryFolder,
        input: String? = nil
    ) async throws -> CommandRun {
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
