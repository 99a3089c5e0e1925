import AutomationCore
import LuaRuntime
import Synchronization

/// The life of a Lua plugin in a run, once its table has been read.
final class LuaPluginLife: Sendable {
    private let state: LuaPluginState
    private let definition: LuaPluginDefinition
    private let sink: LuaEventSink?
    private let isOver = Mutex(false)

    init(state: LuaPluginState, definition: LuaPluginDefinition, context: PluginContext) {
        self.state = state
        self.definition = definition
        sink = definition.functions[.event].map { function in
            LuaEventSink(plugin: state, function: function, onFailure: { context.reportFailure($0) })
        }
    }

    /// Provisions the plugin, and cleans up after it when it cannot be.
    func begin(options: PluginOptions) async throws -> PluginService {
        if let provision = definition.functions[.provision] {
            do {
                _ = try await state.ask(.provision, provision, [try table(options)])
            } catch {
                await Task(executorPreference: state.context.world.executor) { [self] in await cleanUp() }.value
                throw error
            }
        }
        return service
    }

    private func table(_ options: PluginOptions) throws -> LuaValue {
        var fields: [String: LuaValue] = [:]
        for option in definition.manifest.options {
            let value = options[option.name]
            do {
                fields[option.name] = try PluginCrossing.luaValue(
                    value.isNone ? definition.standIns[option.name] ?? .none : value
                )
            } catch {
                throw AutomationError(.plugin, "option \"\(option.name)\": \(error.text)")
            }
        }
        return .record(fields)
    }

    private var service: PluginService {
        let functions = definition.functions
        var service = PluginService(
            modules: definition.modules.map { $0.hostModule(plugin: state.name, state: state) },
            inventory: functions[.inventory].map { LuaInventory(state: state, function: $0) },
            secretStore: store,
            credentials: functions[.credentials].map { LuaCredentials(state: state, function: $0) },
            policy: functions[.policy].map { LuaPolicy(state: state, function: $0) },
            eventSink: sink,
            cleanUp: { [self] in await cleanUp() }
        )
        if functions[.before] != nil || functions[.after] != nil {
            service.hook = LuaHook(
                state: state,
                beforeFunction: functions[.before],
                afterFunction: functions[.after]
            )
        }
        if let validate = functions[.validate] {
            service.validate = { [state] in _ = try await state.ask(.validate, validate) }
        }
        return service
    }

    private var store: DocumentSecretStore? {
        guard let read = definition.functions[.readSecret], let write = definition.functions[.writeSecret] else {
            return nil
        }
        return DocumentSecretStore(
            name: "the store of plugin \"\(state.name)\"",
            documents: LuaSecretDocuments(state: state, readFunction: read, writeFunction: write),
            world: state.context.world
        )
    }

    /// Lets the plugin hear what has happened, and end what it has begun; once.
    private func cleanUp() async {
        let isFirst = isOver.withLock { isOver in
            defer { isOver = true }
            return !isOver
        }
        guard isFirst else { return }
        await sink?.close()
        if let cleanUp = definition.functions[.cleanup] {
            do {
                _ = try await state.ask(.cleanup, cleanUp, within: state.limits.cleanUp)
            } catch {
                state.tell("cleanup failed: \(AutomationError(error).message)")
            }
        }
        state.end()
    }
}
