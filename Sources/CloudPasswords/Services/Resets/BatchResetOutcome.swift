public import AutomationCore

/// What became of a reset of many servers at once.
public struct BatchResetOutcome: Sendable {
    /// What became of it on one server.
    public struct ServerOutcome: Sendable {
        /// The server.
        public let server: Server
        /// What is known; never ``ResetConfirmation/confirmed``.
        public let confirmation: ResetConfirmation

        /// Describes an outcome.
        public init(server: Server, confirmation: ResetConfirmation) {
            self.server = server
            self.confirmation = confirmation
        }

        /// Why it failed; nil when it did not.
        public var error: AutomationError? {
            if case .failed(let error) = confirmation { error } else { nil }
        }
    }

    /// The password, which all the servers have in common.
    public let password: Secret
    /// The servers in the order in which they were given, each once.
    public let servers: [ServerOutcome]

    /// Describes an outcome.
    public init(password: Secret, servers: [ServerOutcome]) {
        self.password = password
        self.servers = servers
    }
}
