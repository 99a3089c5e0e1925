import AutomationCore

/// A change of a server's power, as it was asked for.
struct PowerChange: Sendable {
    var action: PowerAction
    let mode: PowerMode
    let server: Server
    let api: CloudAPI
    let timeout: Duration
    let isWaiting: Bool
    let caller: String

    init(
        _ action: PowerAction,
        _ mode: PowerMode,
        _ server: Server,
        _ api: CloudAPI,
        _ timeout: Duration,
        _ isWaiting: Bool,
        _ caller: String
    ) {
        self.action = action
        self.mode = mode
        self.server = server
        self.api = api
        self.timeout = timeout
        self.isWaiting = isWaiting
        self.caller = caller
    }
}
