public import AutomationCore

/// The plugins of a run, provisioned, checked and ready.
public struct ActivePlugins: Sendable {
    /// One of them.
    public struct Member: Sendable {
        /// Who it is.
        public var manifest: PluginManifest
        /// What it contributes.
        public var service: PluginService
    }

    /// All of them, in the order in which they were given.
    public let members: [Member]

    /// Lends `body` the plugins, ready to be used, and cleans up after it, also when it fails.
    ///
    /// They are provisioned and checked in order; cleaned up in the opposite one. Cancellation does not reach the
    /// cleaning up.
    ///
    /// - Parameters:
    ///   - launches: The plugins, each with its options and grants.
    ///   - run: The run that they serve; each gets it with its own grants.
    ///   - reserved: The names of the modules that there are without them.
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/plugin`` that names the plugin which cannot be used, or what
    ///   `body` throws.
    public static func with<Result: Sendable>(
        _ launches: [PluginLaunch],
        run: RunContext,
        reserved: Set<String> = [],
        _ body: (ActivePlugins) async throws -> Result
    ) async throws -> Result {
        try checkNames(launches)
        var members: [Member] = []
        let result: Swift.Result<Result, any Error>
        do {
            for launch in launches { members.append(try await provision(launch, run)) }
            try checkModules(members, reserved)
            for member in members { try await validate(member) }
            result = .success(try await body(ActivePlugins(members: members)))
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

    private static func provision(_ launch: PluginLaunch, _ run: RunContext) async throws -> Member {
        let manifest = launch.plugin.manifest
        if let problem = manifest.problems.first { throw failure(manifest, problem) }
        let missing = manifest.permissions.absolute(in: run.world.files).missing(in: launch.grants)
        guard missing.isEmpty else {
            throw AutomationError(
                .permission,
                "plugin \"\(manifest.name)\" asks for what it has not been granted: \(missing.joined(separator: ", "))",
                hint: "see what it asks for with: latchkey plugin show \(manifest.name); grant it with: "
                    + "latchkey plugin grant \(manifest.name)"
            )
        }
        var context = run
        context.grants = launch.grants
        context.allowsReveal = launch.grants.allowsSecrets
        let options = try PluginOptions(launch.options, for: manifest)
        do {
            return Member(
                manifest: manifest,
                service: try await launch.plugin.provision(PluginContext(options: options, run: context))
            )
        } catch {
            throw named(error, manifest)
        }
    }

    private static func validate(_ member: Member) async throws {
        do { try await member.service.validate() } catch { throw named(error, member.manifest) }
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

    private static func named(_ error: any Error, _ manifest: PluginManifest) -> any Error {
        if error is CancellationError { return error }
        var error = AutomationError(error)
        let name = "plugin \"\(manifest.name)\": "
        if !error.message.hasPrefix(name) { error.message = name + error.message }
        return error
    }

    private static func failure(_ manifest: PluginManifest, _ problem: String) -> AutomationError {
        AutomationError(.plugin, "plugin \"\(manifest.name)\": \(problem)")
    }
}
