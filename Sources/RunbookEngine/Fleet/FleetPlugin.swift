import AutomationCore

/// `fleet`: the same steps on many servers at once.
struct FleetPlugin: Plugin {
    private static let defaultConcurrency = 200

    let activity: Activity

    var manifest: PluginManifest {
        PluginManifest(name: "fleet", version: "0.1.0", summary: "Works on many servers at once.")
    }

    var modules: [HostModule] {
        [
            HostModule(
                name: "fleet",
                summary: "The same steps on many servers at once.",
                functions: [each],
                objectTypes: [Server.objectType]
            )
        ]
    }

    private var each: HostFunction {
        HostFunction(
            "each",
            summary: "Calls a function for every server, many at once; a server that fails stops no other.",
            parameters: [
                Parameter("servers", .list(.server), "the servers, or their ids"),
                Parameter("fn", .function, "called with one server; what it returns is that server's value"),
            ],
            options: [
                Parameter(
                    "concurrency",
                    .integer,
                    "how many servers at once",
                    default: "\(Self.defaultConcurrency)"
                ),
                Parameter(
                    "max_failures",
                    .optional(.amount),
                    "how many servers may fail, or which share; after one more no further server is started"
                ),
            ],
            optionsPosition: 1,
            returns: .init(
                .list(.record),
                "per server, in the order given: server, ok, value (when ok), error (when not)"
            ),
            errors: [.tooManyFailures],
            effect: .once,
            body: .suspending { [activity] call in
                let servers = try Self.distinct(call.list("servers") ?? [])
                let concurrency = call.integer("concurrency") ?? Self.defaultConcurrency
                guard concurrency >= 1 else {
                    throw AutomationError(.argument, "option \"concurrency\": expected at least 1, got \(concurrency)")
                }
                guard let function = call.scriptFunction("fn") else { return .none }
                let run = FleetRun(
                    function: function,
                    events: call.context.events,
                    activity: activity,
                    limit: FailureLimit(call.amount("max_failures"), servers: servers.count)
                )
                let results = await run.results(for: servers, concurrency: concurrency)
                try Task.checkCancellation()
                if let error = run.limit.error { throw error }
                return .list(results)
            }
        )
    }

    /// The servers; two coroutines on one server would get in each other's way.
    private static func distinct(_ values: [Value]) throws(AutomationError) -> [Server] {
        var seen: Set<String> = []
        var servers: [Server] = []
        for value in values {
            guard case .object(let object) = value, let server = object as? Server else { continue }
            guard seen.insert(server.id).inserted else {
                throw AutomationError(
                    .argument,
                    "the server \(server.label) is in the list twice",
                    hint: "a server's steps must not run twice at the same time; remove the duplicate"
                )
            }
            servers.append(server)
        }
        return servers
    }
}
