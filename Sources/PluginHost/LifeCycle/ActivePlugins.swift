public import AutomationCore

/// The plugins of a run, provisioned, checked and ready.
public struct ActivePlugins: Sendable {
    /// One of them.
    public struct Member: Sendable {
        /// Who it is.
        public var manifest: PluginManifest
        /// What it contributes.
        public var service: PluginService
        /// What becomes of the run when it fails.
        var reaction: FailureReaction?
    }

    /// All of them, in the order in which they were given, but for those that were left out.
    public let members: [Member]
    /// Those failures of theirs that no runbook hears of.
    public let failures: PluginFailures
    let events: any EventSink

    /// Lends `body` the plugins, ready to be used, and cleans up after it, also when it fails.
    ///
    /// They are provisioned and checked in order; cleaned up in the opposite one. Cancellation does not reach the
    /// cleaning up.
    ///
    /// - Parameters:
    ///   - launches: The plugins, each with its options and grants.
    ///   - run: The run that they serve; each gets it with its own grants.
    ///   - reserved: The names of the modules that there are without them.
    ///   - failures: Hears of failures that end the run.
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/plugin`` that names the plugin which cannot be used, or what
    ///   `body` throws.
    public static func with<Result: Sendable>(
        _ launches: [PluginLaunch],
        run: RunContext,
        reserved: Set<String> = [],
        failures: PluginFailures = PluginFailures(),
        _ body: (ActivePlugins) async throws -> Result
    ) async throws -> Result {
        try checkNames(launches)
        var members: [Member] = []
        let result: Swift.Result<Result, any Error>
        do {
            for launch in launches {
                if let member = try await begin(launch, run, failures) { members.append(member) }
            }
            try checkModules(members, reserved)
            var ready: [Member] = []
            for member in members where try await isValid(member, run.events) { ready.append(member) }
            result = .success(try await body(ActivePlugins(members: ready, failures: failures, events: run.events)))
        } catch {
            result = .failure(error)
        }
        let ended = members
        // A run that was cancelled still has to end its plugins in order.
        await Task(executorPreference: run.world.executor) {
            for member in ended.reversed() { await member.service.cleanUp() }
        }.value
        return try result.get()
    }

    /// Provisions a plugin; nil when it cannot be, and the operator has said that the run does without it then.
    private static func begin(
        _ launch: PluginLaunch,
        _ run: RunContext,
        _ failures: PluginFailures
    ) async throws -> Member? {
        let manifest = launch.plugin.manifest
        if let problem = manifest.problems.first { throw failure(manifest, problem) }
        let missing = manifest.permissions.absolute(in: run.world.files).missing(in: launch.grants)
        guard missing.isEmpty else {
            throw AutomationError(
                .permission,
                "plugin \"\(manifest.name)\" asks for what it has not been granted: \(missing.joined(separator: ", "))",
                hint: launch.isNamed
                    ? "allow it for this command with: "
                        + manifest.permissions.absolute(in: run.world.files).flags(missingIn: launch.grants)
                    : "see what it asks for with: latchkey plugin show \(manifest.name); grant it with: "
                        + "latchkey plugin grant \(manifest.name)"
            )
        }
        var run = run
        let events = run.events
        run.grants = launch.grants
        run.allowsReveal = launch.grants.allowsSecrets
        let reaction = launch.onFailure
        let context = PluginContext(options: try PluginOptions(launch.options, for: manifest), run: run) { error in
            if reaction == .stop { failures.end(named(error, manifest.name)) }
        }
        let service: PluginService
        do { service = try await launch.plugin.provision(context) } catch {
            guard reaction == .goOn, launch.plugin.isDispensable, !(error is CancellationError) else {
                throw renamed(error, manifest.name)
            }
            leaveOut(error, manifest.name, events)
            return nil
        }
        let member = Member(manifest: manifest, service: service, reaction: reaction)
        if reaction == .goOn, let slot = service.indispensableSlot {
            await service.cleanUp()
            throw AutomationError(
                .input,
                "plugin \"\(manifest.name)\": on_failure: continue is not for a plugin with \(slot)",
                hint: "without it nothing else would do that for the run; leave on_failure out, or write stop"
            )
        }
        return member
    }

    /// Whether a plugin says that it can work; false when it cannot, and the run does without it.
    private static func isValid(_ member: Member, _ events: any EventSink) async throws -> Bool {
        do { try await member.service.validate() } catch {
            guard member.reaction == .goOn, !(error is CancellationError) else {
                throw renamed(error, member.manifest.name)
            }
            leaveOut(error, member.manifest.name, events)
            return false
        }
        return true
    }

    private static func leaveOut(_ error: any Error, _ name: String, _ events: any EventSink) {
        let error = named(error, name)
        let text = "\(error.message)\(error.advice); the run goes on without the plugin, as its on_failure says"
        events.receive(.log(.warning, text, server: nil))
    }

    private static func checkNames(_ launches: [PluginLaunch]) throws(AutomationError) {
        var seen: Set<String> = []
        for launch in launches where !seen.insert(launch.plugin.manifest.name).inserted {
            throw failure(launch.plugin.manifest, "there are two plugins of this name")
        }
    }

    private static func checkModules(_ members: [Member], _ reserved: Set<String>) throws(AutomationError) {
        var owners: [String: String] = [:]
        for member in members {
            for module in member.service.modules {
                guard !reserved.contains(module.name) else {
                    throw failure(member.manifest, "it adds the module \"\(module.name)\", which is built in")
                }
                if let owner = owners.updateValue(member.manifest.name, forKey: module.name) {
                    throw failure(
                        member.manifest,
                        "it adds the module \"\(module.name)\", which plugin \"\(owner)\" has already"
                    )
                }
            }
        }
    }

    /// The error with the plugin's name in front.
    static func named(_ error: any Error, _ plugin: String) -> AutomationError {
        var error = AutomationError(error)
        let name = "plugin \"\(plugin)\": "
        if !error.message.hasPrefix(name) { error.message = name + error.message }
        return error
    }

    private static func renamed(_ error: any Error, _ plugin: String) -> any Error {
        error is CancellationError ? error : named(error, plugin)
    }

    private static func failure(_ manifest: PluginManifest, _ problem: String) -> AutomationError {
        AutomationError(.plugin, "plugin \"\(manifest.name)\": \(problem)")
    }
}

extension PluginService {
    /// A slot of it that nobody else can fill, with its article; nil when it has none.
    fileprivate var indispensableSlot: String? {
        if secretStore != nil { return "a secret store" }
        if credentials != nil { return "credentials" }
        return policy == nil ? nil : "a policy"
    }
}
