import ArgumentParser
import AutomationCore
import CloudSimulator
import Foundation

/// `latchkey simulate`.
struct SimulateCommand: AsyncParsableCommand {
    /// The most servers that a simulated cloud is made with.
    static let mostServers = 10_000

    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Serve a simulated cloud on 127.0.0.1 until stopped.",
        discussion: """
            Writes to the standard output what a run needs: endpoints, project, credentials, key file, servers. It lets in \
            a token, an access key, whose every signature it checks, and a user or program that asks it for a token. \
            A run against it must be given the same --speed.

            EXIT CODES:
              0    it was stopped
              64   it cannot be served: an option is wrong, the port is taken, or the folder cannot be written to
            """
    )

    @Option(help: ArgumentHelp("How many new Windows servers it has, 0 to \(mostServers).", valueName: "number"))
    var servers = ArgumentList.simulatedServers

    @Option(help: ArgumentHelp("Port to listen on; 0 for any free one.", valueName: "number"))
    var port = 0

    @Option(help: ArgumentHelp("How many times faster than life it runs.", valueName: "times"))
    var speed = 1.0

    @Option(
        help: ArgumentHelp("What its chances come from: the same number gives the same cloud.", valueName: "number")
    )
    var seed: UInt64 = 1

    @Option(
        help: ArgumentHelp(
            "Folder for the private key of the servers' key pair, which stays there. (default: a temporary one)",
            valueName: "folder"
        ),
        completion: .directory
    )
    var folder: String?

    @Flag(help: "Write what a run needs as one JSON document.")
    var json = false

    func validate() throws {
        guard (0...Self.mostServers).contains(servers) else {
            throw ValidationError("--servers: expected 0 to \(Self.mostServers), got \(servers)")
        }
        guard (0...65_535).contains(port) else { throw ValidationError("--port: expected 0 to 65535, got \(port)") }
        try CloudOptions.check(speed: speed)
    }

    func run() async throws {
        let files = FileRoot(FileManager.default.currentDirectoryPath)
        do {
            if let folder {
                try await serve(keyFolder: files.resolve(folder))
            } else {
                try await ScratchFolder.withFolder { try await serve(keyFolder: $0) }
            }
        } catch let error as AutomationError {
            Console.error(error)
            throw ExitCode.usage
        } catch let error as SimulatorServerError {
            Console.note("error: \(error)")
            throw ExitCode.usage
        }
    }

    private func serve(keyFolder: String) async throws {
        let clock = SystemClock()
        let fleet = try SimulatedFleet(count: servers, speed: speed, seed: seed, clock: clock, folder: keyFolder)
        let announcement = SimulatorAnnouncement(fleet: fleet, speed: speed)
        let (port, json) = (port, json)
        let quiet = ProgressDisplay(clock: CloudClock(base: clock, speed: 1), isVerbose: false)
        try await SignalWatch().watch(events: quiet) {
            try await SimulatorServer.serve(fleet.transport, port: port) { number in
                Console.result(announcement.text(port: number, json: json))
            }
        }
    }
}
