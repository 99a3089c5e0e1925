import AutomationCore
import Synchronization

/// Where the functions of a process plugin, which are declared before it is provisioned, find it afterwards.
final class RunningRequests: Sendable {
    private let name: String
    private let requests = Mutex<PluginRequests?>(nil)

    init(name: String) {
        self.name = name
    }

    func set(_ requests: PluginRequests) {
        self.requests.withLock { $0 = requests }
    }

    /// - Throws: ``AutomationError`` when the plugin is not provisioned.
    func get() throws(AutomationError) -> PluginRequests {
        guard let requests = requests.withLock({ $0 }) else {
            throw AutomationError(.plugin, "plugin \"\(name)\" is not provisioned")
        }
        return requests
    }
}
