import AutomationCore
import Foundation

/// What is done to a server's power.
enum PowerAction: Sendable {
    case start, stop, reboot

    /// The row of the operation table.
    var action: CloudAction {
        switch self {
        case .start: .startServers
        case .stop: .stopServers
        case .reboot: .rebootServers
        }
    }

    /// The status that it ends with.
    var finalStatus: String { self == .stop ? "SHUTOFF" : "ACTIVE" }

    /// What is told when it is done.
    var result: String {
        switch self {
        case .start: "started"
        case .stop: "stopped"
        case .reboot: "rebooted"
        }
    }

    /// What is told when it is ordered and nobody can see whether it is done.
    var order: String {
        switch self {
        case .start: "start ordered"
        case .stop: "stop ordered"
        case .reboot: "reboot ordered"
        }
    }

    /// The body of the request. The current API names the servers in it and makes a job of them; the native one has the
    /// server in its path, and no soft stop but the only one it has.
    ///
    /// Source: ECS API reference, "Starting", "Stopping", "Restarting ECSs"; Nova API reference, "Run an action".
    func body(for server: Server, mode: PowerMode, api: CloudAPI) -> [UInt8] {
        var detail: [String: Any] = [:]
        if self == .reboot || (self == .stop && api == .v1) { detail["type"] = mode.name }
        if api == .v1 { detail["servers"] = [["id": server.id]] }
        let body: [String: Any] = [name: detail.isEmpty ? NSNull() : detail]
        return (try? JSONSerialization.data(withJSONObject: body, options: .sortedKeys)).map(Array.init) ?? []
    }

    private var name: String {
        switch self {
        case .start: "os-start"
        case .stop: "os-stop"
        case .reboot: "reboot"
        }
    }
}
