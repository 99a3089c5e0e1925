import AutomationCore

/// A plugin in use, for one check.
struct PluginSession: Sendable {
    let plugin: any Plugin
    let service: PluginService
    let events: ConformanceEvents
    let conformance: PluginConformance

    var calls: BoundedCall { BoundedCall(world: conformance.world) }

    /// How many calls that were cancelled have been given up, because the plugin had not answered them for a long time.
    var givenUp: Int { (plugin as? ProcessPlugin)?.process.givenUp ?? 0 }

    /// Calls the plugin, which must answer in time.
    func call<Result: Sendable>(
        _ what: String,
        _ body: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        do { return try await calls.run(what, within: conformance.patience, body) } catch let stop as ConformanceStop {
            throw stop
        } catch {
            throw ConformanceStop.failed("\(what) fails: \(AutomationError(error).description)")
        }
    }

    /// Looks whether everything can work, as a run does before anything else.
    func validate() async throws {
        try await call("validating") { [service] in try await service.validate() }
    }

    /// Ends it, which must not take long.
    func cleanUp() async throws {
        try await call("cleaning up") { [service] in await service.cleanUp() }
    }
}

extension PluginConformance {
    /// Lends `body` the plugin, loaded and no more.
    func loaded<Result: Sendable>(
        events: ConformanceEvents = ConformanceEvents(),
        _ body: (any Plugin) async throws -> Result
    ) async throws -> Result {
        let calls = BoundedCall(world: world)
        let plugin = try await calls.run("loading", within: patience) { [load] in try await load(events) }
        let result: Swift.Result<Result, any Error>
        do { result = .success(try await body(plugin)) } catch { result = .failure(error) }
        // A process that is not used any more would stay as long as this one.
        if let process = plugin as? ProcessPlugin { await process.close() }
        return try result.get()
    }

    /// Lends `body` the plugin, provisioned and not validated, and cleans up after it.
    ///
    /// - Parameters:
    ///   - options: Other options than its own.
    ///   - events: Who hears what it says.
    /// - Throws: What it throws while it is provisioned, or what `body` throws.
    func session<Result: Sendable>(
        options: [String: Value]? = nil,
        events: ConformanceEvents = ConformanceEvents(),
        _ body: (PluginSession) async throws -> Result
    ) async throws -> Result {
        try await loaded(events: events) { plugin in
            var run = RunContext(world: world, events: events)
            run.grants = granted(to: plugin.manifest)
            run.allowsReveal = run.grants.allowsSecrets
            let options = try PluginOptions(options ?? self.options, for: plugin.manifest)
            let context = PluginContext(options: options, run: run)
            let service = try await BoundedCall(world: world).run("provisioning", within: patience) {
                try await plugin.provision(context)
            }
            let session = PluginSession(plugin: plugin, service: service, events: events, conformance: self)
            let result: Swift.Result<Result, any Error>
            do { result = .success(try await body(session)) } catch { result = .failure(error) }
            _ = try? await session.cleanUp()
            return try result.get()
        }
    }

    /// Lends `body` a slot of the plugin, ready to be used.
    ///
    /// - Throws: ``ConformanceStop`` when it has no such slot.
    func using<Slot: Sendable, Result: Sendable>(
        _ slot: @escaping @Sendable (PluginService) -> Slot?,
        _ body: (PluginSession, Slot) async throws -> Result
    ) async throws -> Result {
        try await session { session in
            guard let found = slot(session.service) else { throw ConformanceStop.skipped("the plugin has none") }
            try await session.validate()
            return try await body(session, found)
        }
    }

    /// What the plugin gets: all that was granted, for which hosts and paths it needs its options may say; of what is
    /// granted as a whole, nothing that it does not ask for.
    private func granted(to manifest: PluginManifest) -> Grants {
        var granted = grants
        granted.allowsNativeCode = grants.allowsNativeCode && manifest.permissions.allowsNativeCode
        granted.allowsSecrets = grants.allowsSecrets && manifest.permissions.allowsSecrets
        return granted
    }
}
