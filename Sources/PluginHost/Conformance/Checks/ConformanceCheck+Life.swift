import AutomationCore

/// What a plugin needs, and how its life goes.
extension ConformanceCheck {
    static let permissions = ConformanceCheck(
        "permissions",
        "it has been granted what it asks for, and reaches for nothing else",
        isBasic: true
    ) { trial in
        let asked = try await trial.loaded { $0.manifest.permissions }
        let missing = asked.absolute(in: trial.world.files).missing(in: trial.grants)
        try ConformanceStop.demand(
            missing.isEmpty,
            "it asks for what it has not been granted: \(missing.joined(separator: ", "))"
        )
        do {
            try await trial.session { session in
                try await session.service.validate()
                for call in try session.callsToTry(password: PlantedSecrets.password(trial.world), else: setUpOnly) {
                    do { _ = try await session.calls.run(call.name, within: trial.patience, call.body) } catch {
                        try refuse(error)
                    }
                }
            }
        } catch let stop as ConformanceStop {
            throw stop
        } catch {
            // Other errors belong to other checks.
            try refuse(error)
        }
    }

    static let life = ConformanceCheck(
        "life",
        "it can be provisioned and validated, and contributes what it declares",
        isBasic: true
    ) { trial in
        try await trial.session { session in
            try await session.validate()
            let service = session.service
            try ConformanceStop.demand(!service.slotNames.isEmpty, "it contributes nothing")
            let served = service.modules.map(\.name)
            for module in session.plugin.modules where !served.contains(module.name) {
                throw ConformanceStop.failed("it declares the module \"\(module.name)\" and does not contribute it")
            }
            func problems(_ modules: [HostModule]) -> [String] {
                DeclarationProblems.names(in: modules, reserved: trial.reserved)
                    + DeclarationProblems.descriptions(in: modules)
            }
            // Those of what it declares have been told of already.
            let known = problems(session.plugin.modules)
            if let problem = problems(service.modules).first(where: { !known.contains($0) }) {
                throw ConformanceStop.failed(problem)
            }
        }
    }

    static let cleanUp = [
        ConformanceCheck("clean-up", "cleaning up twice does no harm, and a call after it ends") { trial in
            let events = ConformanceEvents()
            try await trial.session(events: events) { session in
                try await session.validate()
                let before = events.complaints.count
                try await session.cleanUp()
                try await session.cleanUp()
                if let complaint = events.complaints.dropFirst(before).first { throw ConformanceStop.failed(complaint) }
                for call in session.everyCall(password: PlantedSecrets.password(trial.world)) {
                    do {
                        _ = try await session.calls.run("\(call.name) after it", within: trial.grace, call.body)
                    } catch let stop as ConformanceStop {
                        throw stop
                    } catch {}
                }
            }
        },
        ConformanceCheck("early-clean-up", "it can be cleaned up before it was validated, and after that has failed") {
            trial in
            try await trial.session { try await $0.cleanUp() }
            // With secrets that are none, validating fails where it can.
            let secretOptions = try await trial.loaded { $0.manifest.secretOptions }
            var options = trial.options
            for name in secretOptions { options[name] = .object(PlantedSecrets.password(trial.world)) }
            do {
                try await trial.session(options: options) { session in
                    _ = await session.calls.endingWhenCancelled(after: .zero, within: trial.grace) {
                        try await session.service.validate()
                    }
                    _ = try? await session.calls.run("validating", within: trial.patience) {
                        try await session.service.validate()
                    }
                    try await session.cleanUp()
                }
            } catch let stop as ConformanceStop {
                throw stop
            } catch {
                // It may well refuse them at once.
            }
        },
    ]

    /// - Throws: ``ConformanceStop`` for an error that comes from a missing permission.
    private static func refuse(_ error: any Error) throws(ConformanceStop) {
        var next: AutomationError? = AutomationError(error)
        while let current = next {
            if current.kind == .permission { throw .failed(AutomationError(error).description) }
            next = current.cause
        }
    }
}

extension PluginManifest {
    /// The names of the options that hold secrets.
    var secretOptions: [String] {
        options.filter { [.secret, .optional(.secret)].contains($0.type) }.map(\.name)
    }
}
