public import AutomationCore

/// A plugin that is an executable: it speaks JSON-RPC 2.0 over its standard input and output, one message per line, as
/// `PROTOCOL.md` beside this file tells its author.
///
/// Whoever has loaded one and does not provision it closes it with ``close()``; provisioned, it ends when it is cleaned
/// up.
public struct ProcessPlugin: Plugin {
    /// What an operator must know before anything is granted.
    public static let reachNote =
        "This plugin is a program of its own, with all the rights of the user who runs Latchkey. What it asks for says "
        + "what it is sent and told; it is not confined to it."

    /// The version that plugins are told.
    static let hostVersion = "0.1.0"

    public let manifest: PluginManifest
    public let modules: [HostModule]
    public var slots: Set<PluginSlot>? { declaration.slots }
    let process: PluginProcess
    private let declaration: ProcessManifest
    private let running: RunningRequests

    /// Starts a plugin and asks who it is.
    ///
    /// - Parameters:
    ///   - path: An executable, or a folder with a `plugin.json`.
    ///   - world: What starts it and measures its time.
    ///   - events: Who hears what it says until it is provisioned.
    /// - Throws: ``AutomationError`` that names the plugin; nothing of it is left then.
    public static func load(_ path: String, world: World, events: any EventSink) async throws -> ProcessPlugin {
        try await load(ProcessPluginCommand(at: path, world: world), world: world, events: events)
    }

    /// Starts a plugin and asks who it is.
    ///
    /// - Throws: As ``load(_:world:events:)-(String,_,_)``.
    public static func load(
        _ command: ProcessPluginCommand,
        world: World,
        events: any EventSink
    ) async throws -> ProcessPlugin {
        let process = try PluginProcess(command, world: world, events: events)
        let answer = try await process.start()
        let declaration: ProcessManifest
        do throws(WireFault) { declaration = try ProcessManifest(answer) } catch {
            await process.close(timeout: PluginProcess.defaultTimeout)
            throw process.failure(error.reason)
        }
        return ProcessPlugin(process, declaration)
    }

    private init(_ process: PluginProcess, _ declaration: ProcessManifest) {
        self.process = process
        self.declaration = declaration
        manifest = declaration.manifest
        process.introduce(manifest.name)
        let running = RunningRequests(name: manifest.name)
        self.running = running
        modules = declaration.modules.map { module in
            module.hostModule { function, call in
                try await running.get().call(module: module.name, function, call)
            }
        }
        // What a plugin that deals in secrets writes by mistake may be one.
        if !declaration.slots.isDisjoint(with: [.credentials, .secretStore, .policy]) { process.secrets.expect() }
    }

    /// Ends the process of a plugin that is not used, or no more. Harmless when it is repeated.
    public func close() async {
        await process.close(timeout: PluginProcess.defaultTimeout)
    }

    public func provision(_ context: PluginContext) async throws -> PluginService {
        let grants = context.run.grants
        let requests = PluginRequests(
            process: process,
            allowsSecrets: manifest.permissions.allowsSecrets && grants.allowsSecrets,
            timeout: context.options.duration(ProcessManifest.timeoutOption) ?? PluginProcess.defaultTimeout
        )
        process.log.introduce(manifest.name, events: context.run.events)
        do {
            let parameters: [String: Value] = [
                "options": options(context.options), "grants": grants.wireValue,
                "project": .string(context.run.world.files.path),
            ]
            try await process.provision(try requests.encoded(parameters), timeout: requests.timeout)
        } catch {
            await close()
            throw error
        }
        running.set(requests)
        return service(requests, context)
    }

    private func service(_ requests: PluginRequests, _ context: PluginContext) -> PluginService {
        let slots = declaration.slots
        var service = PluginService(modules: modules)
        if slots.contains(.inventory) { service.inventory = ProcessInventory(requests: requests) }
        if slots.contains(.secretStore) {
            service.secretStore = DocumentSecretStore(
                name: manifest.name,
                documents: ProcessSecretDocuments(requests: requests),
                world: process.world
            )
        }
        if slots.contains(.credentials) { service.credentials = ProcessCredentials(requests: requests) }
        if slots.contains(.policy) { service.policy = ProcessPolicy(requests: requests) }
        let sink = slots.contains(.event) ? ProcessEventSink(requests: requests, context: context) : nil
        service.eventSink = sink
        if !slots.isDisjoint(with: [.before, .after]) {
            service.hook = ProcessHook(
                requests: requests,
                hasBefore: slots.contains(.before),
                hasAfter: slots.contains(.after)
            )
        }
        service.validate = { _ = try await requests.ask("validate", isPatient: true, isRepeatable: true) }
        service.cleanUp = {
            await sink?.close()
            await process.close(timeout: requests.timeout)
        }
        return service
    }

    /// What the plugin is told of its options: those that were set, and what stands in for the others.
    private func options(_ options: PluginOptions) -> Value {
        guard case .record(var fields) = options.record else { return .record(declaration.standIns) }
        fields[ProcessManifest.timeoutOption] = nil
        return .record(declaration.standIns.merging(fields) { $1 })
    }
}
