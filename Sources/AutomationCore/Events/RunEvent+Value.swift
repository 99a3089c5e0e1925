extension RunEvent {
    /// The event as plugins are told of it: a table with `event`, `text`, the server's id and name, and what else there
    /// is to say. Never a secret. Durations are in seconds.
    public var record: Value {
        switch self {
        case .log(let level, let text, let server):
            Self.record("log", text, server, ["level": .string(level.rawValue)])
        case .waiting(let server, let what, let next, let remaining):
            Self.record("waiting", what, server, ["next": Self.seconds(next), "remaining": Self.seconds(remaining)])
        case .arrived(let server, let what, let after):
            Self.record("arrived", what, server, ["after": Self.seconds(after)])
        case .step(let server, let what):
            Self.record("step", what, server)
        case .retrying(let operation, let server, let attempt, let reason, let pause):
            Self.record(
                "retrying",
                reason,
                server,
                ["operation": .string(operation), "attempt": .integer(Int64(attempt)), "pause": Self.seconds(pause)]
            )
        case .serverStarted(let server):
            Self.record("server_started", nil, server)
        case .serverFinished(let server, let error):
            Self.record(
                "server_finished",
                error?.description,
                server,
                ["ok": .boolean(error == nil), "kind": error.map { .string($0.kind.rawValue) } ?? .none]
            )
        case .secretRevealed(let server):
            Self.record("secret_revealed", nil, server)
        case .stopping(let reason):
            Self.record("stopping", reason, nil)
        }
    }

    private static func record(
        _ event: String,
        _ text: String?,
        _ server: Server?,
        _ more: [String: Value] = [:]
    ) -> Value {
        var fields = more.filter { !$0.value.isNone }
        fields["event"] = .string(event)
        fields["text"] = text.map { .string($0) }
        fields["server_id"] = server.map { .string($0.id) }
        fields["server_name"] = server?.name.map { .string($0) }
        return .record(fields)
    }

    private static func seconds(_ duration: Duration) -> Value { .number(duration / .seconds(1)) }
}
