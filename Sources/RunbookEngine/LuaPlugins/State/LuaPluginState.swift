import AutomationCore
import LuaRuntime
import Synchronization

/// The Lua state of one plugin, and all calls into it.
final class LuaPluginState: Sendable {
    /// The plugin's name.
    let name: String
    let context: RunContext
    let limits: LuaPluginLimits
    private let lua: LuaState
    private let reference: StateReference
    private let secrets: KnownSecrets
    private let events: PluginEvents
    private let startsTasks: Bool
    private let hasEnded = Atomic(false)
    private let ending = Mutex<AutomationError?>(nil)

    /// Opens a state with these plugins' modules, and the private ones.
    ///
    /// - Parameters:
    ///   - decorate: What is done to each of them, and to the engine's own, first.
    ///   - context: Whose grants are the plugin's own.
    ///   - secrets: What no message may show.
    /// - Throws: `LuaError` when there is not enough memory.
    init(
        name: String,
        folder: LuaPluginFolder,
        plugins: [any Plugin],
        decorate: (any Plugin) -> any Plugin = { $0 },
        context: RunContext,
        limits: LuaPluginLimits,
        secrets: KnownSecrets = KnownSecrets()
    ) throws {
        self.name = name
        self.limits = limits
        self.secrets = secrets
        var context = context
        context.allowsReveal = context.grants.allowsSecrets
        let events = PluginEvents(plugin: name, next: context.events, secrets: secrets, clock: context.world.clock)
        self.events = events
        context.events = events
        self.context = context
        startsTasks = folder.mentionsTasks
        reference = StateReference(executor: context.world.executor, startsTasks: startsTasks)
        let binding = PluginBinding(context: context, state: reference)
        var configuration = binding.configuration(
            for: (plugins + (startsTasks ? [TaskPlugin(activity: reference.activity)] : [])).map(decorate),
            objectTypes: [Server.objectType, Secret.objectType(forPlugin: name, known: secrets)],
            in: .plugin
        )
        // What the plugin catches gives the same advice as what gets out of it.
        let fields = configuration.errorFields
        configuration.errorFields = { error in
            guard let error = error as? AutomationError else { return fields(error) }
            return fields(PluginGrantHint.advised(error, plugin: name))
        }
        configuration.limits =
            context.world.isRepeatable
            ? .counted(instructions: limits.instructions) : .timed(stretch: limits.computing)
        configuration.memoryLimit = limits.memory
        configuration.findModules(
            in: folder.modules,
            grants: context.grants,
            permission: "the plugin has to ask for it by permissions = { native = true }, and the operator to grant it"
        )
        lua = try LuaState(configuration)
        reference.set(lua)
        // What waits in a plugin may be waiting for a later call, so nobody can say that it waits in vain.
        reference.activity.began()
    }

    /// Runs the plugin's main file and gives what it returns.
    ///
    /// - Throws: ``AutomationError`` without the plugin's name.
    func evaluate(_ source: String) async throws -> [LuaValue] {
        do {
            return try await reference.call(try await lua.load(source, name: LuaPluginFolder.mainFile))
        } catch {
            throw await failure(error)
        }
    }

    /// Calls a function of the plugin in a coroutine of its own.
    ///
    /// - Throws: ``AutomationError`` with the plugin's name, or `CancellationError`.
    func call(_ function: LuaFunction, _ arguments: [LuaValue]) async throws -> [LuaValue] {
        // The way of every call of a module's function, so it has no step that it can do without.
        guard !hasEnded.load(ordering: .relaxed) else { throw named(reason) }
        do {
            guard startsTasks else { return try await lua.call(function, arguments) }
            return try await TaskScope.run(executor: reference.executor, activity: reference.activity) {
                try await lua.call(function, arguments)
            }
        } catch {
            throw named(await failure(error))
        }
    }

    /// Calls a function like ``call(_:_:)``, but gives it no longer than a plugin may take to answer, and leaves the
    /// plugin's name to whoever tells of the error.
    ///
    /// - Parameters:
    ///   - part: What the function is, for messages.
    ///   - concealed: What is passed to it and no message may show, now or later.
    func ask(
        _ part: LuaPluginDefinition.Part,
        _ function: LuaFunction,
        _ arguments: [LuaValue] = [],
        concealed: [Secret] = [],
        within limit: Duration? = nil
    ) async throws -> [LuaValue] {
        let limit = limit ?? limits.answer
        secrets.add(concealed)
        do {
            let values = try await TimeBound.run(limit, clock: context.world.clock) { [self] in
                try await callUnnamed(function, arguments)
            }
            if let values { return values }
        } catch let error as AutomationError {
            throw secrets.hiding(error)
        }
        throw AutomationError(.timeout, "\(part.rawValue) took longer than \(DurationText.format(limit))")
    }

    /// Says something about the plugin to whoever watches the run.
    func tell(_ text: String) { events.tell(text) }

    /// Keeps secrets out of all messages.
    func conceal(_ secrets: [Secret]) { self.secrets.add(secrets) }

    private func callUnnamed(_ function: LuaFunction, _ arguments: [LuaValue]) async throws -> [LuaValue] {
        guard !hasEnded.load(ordering: .relaxed) else { throw reason }
        do {
            return try await reference.call(function, arguments)
        } catch {
            throw await failure(error)
        }
    }

    /// Carries out no call any more.
    func end(_ reason: AutomationError = AutomationError(.plugin, "it has been ended")) {
        events.flush()
        ending.withLock { if $0 == nil { $0 = reason } }
        hasEnded.store(true, ordering: .relaxed)
    }

    /// Why no call is carried out any more.
    private var reason: AutomationError { ending.withLock { $0 } ?? AutomationError(.plugin, "it has been ended") }

    // MARK: - Errors

    /// The error with the plugin's name.
    func named(_ error: any Error) -> any Error {
        guard var error = error as? AutomationError else { return error }
        error.message = "plugin \"\(name)\": \(error.message)"
        return error
    }

    /// The plugin has given what makes no sense.
    func garbage(_ problem: String) -> AutomationError {
        AutomationError(.plugin, "plugin \"\(name)\": \(problem)")
    }

    private func failure(_ error: any Error) async -> any Error {
        var failure = AutomationError(error).withoutOrigin
        if error is CancellationError || failure.kind == .cancelled && Task.isCancelled { return CancellationError() }
        if failure.message == Self.noMemory || failure.message.hasSuffix(": \(Self.noMemory)") {
            return await wantOfMemory(failure)
        }
        // The message tells of the call inside the plugin; what was called from outside is named by who called it.
        if let operation = failure.operation {
            failure.message = "\(operation): \(failure.message)"
            failure.operation = nil
        }
        if failure.kind == .script { failure.kind = .plugin }
        return secrets.hiding(PluginGrantHint.advised(failure, plugin: name))
    }

    private static let noMemory = "not enough memory"

    /// A call has used up the memory. What belonged to that call alone is free again; when that is not enough, nothing
    /// will ever work again.
    private func wantOfMemory(_ failure: AutomationError) async -> AutomationError {
        let amount = limits.memory >= 1 << 20 ? "\(limits.memory >> 20) MB" : "\(limits.memory) bytes"
        var error = AutomationError(.limit, "it has used up its memory, which is \(amount)")
        error.traceback = failure.traceback
        await lua.collectGarbage()
        if await lua.memoryUsed > limits.memory / 8 * 7 { end(error) }
        return error
    }
}
