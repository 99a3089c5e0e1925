import AutomationCore

/// What each slot keeps, where the plugin has it.
extension ConformanceCheck {
    static let slots = [inventory, credentials, policy, eventSink, hook]

    private static let inventory = ConformanceCheck(
        "inventory",
        "the inventory gives servers with legal ids, each once, and the same when it is asked again"
    ) { trial in
        try await trial.using(\.inventory) { session, inventory in
            let servers = try await session.call("the inventory") { try await inventory.servers() }
            var seen: Set<String> = []
            for server in servers {
                try ConformanceStop.demand(isLegal(server.id), "\"\(server.id)\" cannot be the id of a server")
                try ConformanceStop.demand(seen.insert(server.id).inserted, "the server \(server.id) is there twice")
                try ConformanceStop.demand(server.name?.isEmpty != true, "the name of server \(server.id) is empty")
            }
            let again = try await session.call("the inventory") { try await inventory.servers() }
            try ConformanceStop.demand(
                servers.map(\.id) == again.map(\.id) && servers.map(\.name) == again.map(\.name),
                "it gives other servers, or the same in another order, when it is asked again"
            )
        }
    }

    private static let credentials = ConformanceCheck(
        "credentials",
        "credentials can be asked for again and again, and none of their parts is empty"
    ) { trial in
        try await trial.using(\.credentials) { session, supplier in
            for _ in 0..<2 {
                guard let given = try await session.call("the credentials", { try await supplier.credentials() }) else {
                    continue
                }
                let isEmpty =
                    switch given.proof {
                    case .accessKey(let id, let secret, let token):
                        id.isEmpty || secret.isEmpty || token?.isEmpty == true
                    case .token(let token): token.isEmpty
                    }
                try ConformanceStop.demand(!isEmpty, "a part of them is empty")
                if let end = given.expiresAt {
                    try ConformanceStop.demand(end > trial.world.clock.wallTime, "they have ended already")
                }
            }
        }
    }

    private static let policy = ConformanceCheck(
        "policy",
        "the policy answers for a good password and for an empty one, and repeats none"
    ) { trial in
        try await trial.using(\.policy) { session, policy in
            for (what, password) in [("a good", PlantedSecrets.password(trial.world)), ("an empty", Secret(""))] {
                for userName in [nil, "admin"] {
                    let violations = try await session.call("the policy, asked for \(what) password,") {
                        try await policy.violations(of: password, for: PluginSession.stranger, userName: userName)
                    }
                    for violation in violations {
                        let isShown = password.withExposedText { !$0.isEmpty && violation.contains($0) }
                        try ConformanceStop.demand(!isShown, "it repeats the password")
                        try ConformanceStop.demand(
                            !violation.isEmpty && !violation.contains(where: \.isNewline),
                            "what is wrong with a password must be said in one line"
                        )
                    }
                }
            }
        }
    }

    private static let eventSink = ConformanceCheck(
        "event-sink",
        "the event sink takes every kind of event, at once"
    ) { trial in
        try await trial.using(\.eventSink) { session, sink in
            let before = session.events.complaints.count
            let clock = trial.world.clock
            for event in everyEvent {
                let start = clock.now
                sink.receive(event)
                try ConformanceStop.demand(
                    start.duration(to: clock.now) < .seconds(1),
                    "it keeps the run waiting for more than a second"
                )
            }
            try await session.cleanUp()
            sink.receive(.stopping(reason: "it is over"))
            if let complaint = session.events.complaints.dropFirst(before).first {
                throw ConformanceStop.failed(complaint)
            }
        }
    }

    private static let hook = ConformanceCheck(
        "hook",
        "the hook says yes or gives its reason before an operation, and takes note after it"
    ) { trial in
        try await trial.using(\.hook) { session, hook in
            for operation in ["password.reset", "password.clear", "server.reboot"] {
                for server in [PluginSession.stranger, Server(id: PluginSession.stranger.id)] {
                    let notice = OperationNotice(operation, server: server, details: ["api": .string("v1")])
                    let veto = try await session.call("before \(operation)") { () async throws -> AutomationError? in
                        do { try await hook.before(notice) } catch let error as AutomationError
                            where error.kind == .vetoed
                        { return error }
                        return nil
                    }
                    try ConformanceStop.demand(
                        veto?.message.isEmpty != true,
                        "it forbids \(operation) without a reason"
                    )
                    for failure in [nil, AutomationError(.timeout, "the cloud does not answer", server: server.label)] {
                        try await session.call("after \(operation)") { try await hook.after(notice, failure: failure) }
                    }
                }
            }
        }
    }

    /// What people and folders can bear.
    private static func isLegal(_ id: String) -> Bool {
        guard !id.isEmpty, id.utf8.count <= 255, ![".", ".."].contains(id) else { return false }
        return id.unicodeScalars.allSatisfy { scalar in
            scalar != "/" && scalar != "\\" && !scalar.properties.isWhitespace
                && ![.control, .format, .unassigned].contains(scalar.properties.generalCategory)
        }
    }

    private static let everyEvent: [RunEvent] = [
        .log(.debug, "a line", server: nil), .log(.info, "a line", server: PluginSession.stranger),
        .log(.warning, "a line", server: nil), .log(.error, "", server: Server(id: "latchkey-conformance")),
        .waiting(
            server: PluginSession.stranger,
            for: "the initial password",
            next: .seconds(20),
            remaining: .seconds(600)
        ),
        .arrived(server: PluginSession.stranger, what: "the initial password", after: .milliseconds(61_500)),
        .step(server: PluginSession.stranger, what: "password stored"),
        .retrying(
            operation: "password.reset",
            server: nil,
            attempt: 2,
            reason: "too many requests",
            pause: .seconds(1)
        ),
        .serverStarted(PluginSession.stranger), .serverFinished(PluginSession.stranger, error: nil),
        .serverFinished(PluginSession.stranger, error: AutomationError(.timeout, "the cloud does not answer")),
        .secretRevealed(server: nil), .stopping(reason: "interrupted"),
    ]
}
