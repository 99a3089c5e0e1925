import AutomationCore

extension ConformanceCheck {
    static let secrets = ConformanceCheck(
        "secrets",
        "no secret turns up in what it writes, in its errors, or in what it answers"
    ) { trial in
        let names = try await trial.loaded { $0.manifest.secretOptions }
        try await look(trial, options: trial.options, names)
        if !names.isEmpty {
            // Secrets that are none: what a plugin says when it is refused is where they are shown most often.
            var options = trial.options
            for name in names { options[name] = .object(PlantedSecrets.password(trial.world)) }
            try await look(trial, options: options, names)
        }
        try await trial.session { session in
            guard session.service.eventSink == nil else { return }
            _ = try session.callsToTry(password: PlantedSecrets.password(trial.world), else: setUpOnly)
        }
    }

    private static func look(_ trial: PluginConformance, options: [String: Value], _ names: [String]) async throws {
        var planted = PlantedSecrets()
        for name in names {
            switch options[name] ?? .none {
            case .object(let object):
                if let secret = object as? Secret { planted.watch(secret, called: "the secret in option \"\(name)\"") }
            case .string(let text): planted.watch(Secret(text), called: "the secret in option \"\(name)\"")
            default: break
            }
        }
        let password = PlantedSecrets.password(trial.world)
        planted.watch(password, called: "a password that it was given")
        let events = ConformanceEvents()
        var shown: [(place: String, text: String)] = []
        do {
            let answers = try await trial.session(options: options, events: events) { session in
                await use(session, password)
            }
            shown += answers
        } catch {
            shown.append(("the error of provisioning", text(of: error)))
        }
        shown += events.all.map { ("its log", "\($0)") }
        for (place, text) in shown {
            if let what = planted.found(in: text) { throw ConformanceStop.failed("\(what) turns up in \(place)") }
        }
        let isProcess = try await trial.loaded { $0 is ProcessPlugin }
        if isProcess, let line = events.lines.first(where: { $0.contains(Secret.placeholder) }) {
            throw ConformanceStop.failed("it writes a secret to its log, where only Latchkey has hidden it: \(line)")
        }
    }

    /// Calls everything there is, and gives what others would see of it.
    private static func use(_ session: PluginSession, _ password: Secret) async -> [(place: String, text: String)] {
        var shown: [(String, String)] = []
        do {
            try await session.calls.run("validating", within: session.conformance.patience) {
                try await session.service.validate()
            }
        } catch { shown.append(("the error of validating", text(of: error))) }
        for call in session.everyCall(password: password) {
            do {
                let texts = try await session.calls.run(call.name, within: session.conformance.patience, call.body)
                shown += texts.map { ("the answer of \(call.name)", $0) }
            } catch {
                shown.append(("the error of \(call.name)", text(of: error)))
            }
        }
        session.service.eventSink?.receive(.step(server: PluginSession.stranger, what: "password stored"))
        _ = try? await session.cleanUp()
        return shown
    }

    /// All that an error says, its hint, its traceback and its causes too.
    private static func text(of error: any Error) -> String {
        var text = "\(error)"
        dump(error, to: &text)
        return text
    }
}
