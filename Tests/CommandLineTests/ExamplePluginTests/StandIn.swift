import Foundation
import TestSupport

/// A program in Python that stands in for a service, on a port of its own choice.
struct StandIn {
    let port: Int
    private let command: RunningCommand

    /// Runs the program for as long as `body` takes.
    static func serving<Result>(
        _ name: String,
        folder: TemporaryFolder,
        _ body: (StandIn) async throws -> Result
    ) async throws -> Result {
        let command = try RunningCommand(
            "/usr/bin/python3",
            ["-u", ExamplePlugin.program(name)],
            environment: [:],
            folder: folder
        )
        // It may have inherited a mask that holds back what could be refused.
        defer { kill(command.process.processIdentifier, SIGKILL) }
        try await command.writes("\n")
        let line = command.output.split(separator: "\n").first ?? ""
        guard let port = Int(line) else { throw Failure(text: "\(name) did not start: \(command.errors)") }
        return try await body(StandIn(port: port, command: command))
    }

    struct Failure: Error { let text: String }

    var address: String { "http://127.0.0.1:\(port)" }

    /// What it has written, one value per line, without the port.
    func lines<Line: Decodable>(_: Line.Type) throws -> [Line] {
        try command.output.split(separator: "\n").dropFirst().map {
            try JSONDecoder().decode(Line.self, from: Data($0.utf8))
        }
    }
}
