import AutomationCore
import CloudSimulator
import Foundation

/// What a run needs to work against a simulator.
///
/// The credentials it shows open nothing but the simulator.
struct SimulatorAnnouncement {
    let fleet: SimulatedFleet
    let speed: Double

    func text(port: Int, json: Bool) -> String {
        json ? jsonText(port: port) : plainText(port: port)
    }

    private func endpoint(_ port: Int) -> String { "http://127.0.0.1:\(port)" }

    private func plainText(port: Int) -> String {
        let access = SimulatedAccess(endpoint: endpoint(port))
        var lines = [
            "endpoint  \(access.endpoint)",
            "project   \(access.project)",
            "region    \(access.region)",
            "token     \(access.token)",
            "access    \(access.accessKey.id)  \(access.accessKey.secret)",
            "identity  \(access.identityEndpoint)",
            "user      \(access.user.name)  \(access.user.password)  in the account \(access.user.domain)",
            "program   \(access.applicationCredential.id)  \(access.applicationCredential.secret)",
            "key       \(fleet.keyFile)",
            "speed     \(SpeedText.plain(speed))",
        ]
        lines += fleet.servers.map { "server    \($0.id)  \($0.label)" }
        lines.append("")
        lines.append("Ready. For example, in another terminal:")
        lines.append(
            "  OS_TOKEN=\(access.token) latchkey run RUNBOOK.lua --endpoint \(access.endpoint) "
                + "--project \(access.project) --speed \(SpeedText.plain(speed)) "
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
            var access: SimulatedAccess
            var key: String
            var speed: Double
            var servers: [Machine]

            enum CodingKeys: String, CodingKey {
                case key, speed, servers
            }

            func encode(to encoder: any Encoder) throws {
                // Beside one another, not one within the other.
                try access.encode(to: encoder)
                var container = encoder.container(keyedBy: CodingKeys.self)
                try container.encode(key, forKey: .key)
                try container.encode(speed, forKey: .speed)
                try container.encode(servers, forKey: .servers)
            }
        }
        let announcement = Announcement(
            access: SimulatedAccess(endpoint: endpoint(port)),
            key: fleet.keyFile,
            speed: speed,
            servers: fleet.servers.map { .init(id: $0.id, name: $0.label) }
        )
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(announcement)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
