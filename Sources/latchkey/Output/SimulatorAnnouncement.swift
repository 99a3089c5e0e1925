import AutomationCore
import CloudSimulator
import Foundation

/// What a run needs to work against a simulator.
struct SimulatorAnnouncement {
    let fleet: SimulatedFleet
    let speed: Double

    func text(port: Int, json: Bool) -> String {
        json ? jsonText(port: port) : plainText(port: port)
    }

    private func endpoint(_ port: Int) -> String { "http://127.0.0.1:\(port)" }

    private func plainText(port: Int) -> String {
        var lines = [
            "endpoint  \(endpoint(port))",
            "project   \(SimulatorConfiguration.defaultProjectID)",
            "token     \(SimulatorConfiguration.defaultToken)",
            "key       \(fleet.keyFile)",
            "speed     \(SpeedText.plain(speed))",
        ]
        lines += fleet.servers.map { "server    \($0.id)  \($0.label)" }
        lines.append("")
        lines.append("Ready. For example, in another terminal:")
        lines.append(
            "  OS_TOKEN=\(SimulatorConfiguration.defaultToken) latchkey run RUNBOOK.lua --endpoint \(endpoint(port)) "
                + "--project \(SimulatorConfiguration.defaultProjectID) --speed \(SpeedText.plain(speed)) "
                + "--var key=\(fleet.keyFile)" + (fleet.servers.first.map { " --server \($0.id)" } ?? "")
        )
        return lines.joined(separator: "\n")
    }

    private func jsonText(port: Int) -> String {
        struct Announcement: Encodable {
            struct Machine: Encodable {
                var id: String
                var name: String
            }
            var endpoint: String
            var project: String
            var token: String
            var key: String
            var speed: Double
            var servers: [Machine]
        }
        let announcement = Announcement(
            endpoint: endpoint(port),
            project: SimulatorConfiguration.defaultProjectID,
            token: SimulatorConfiguration.defaultToken,
            key: fleet.keyFile,
            speed: speed,
            servers: fleet.servers.map { .init(id: $0.id, name: $0.label) }
        )
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(announcement)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
