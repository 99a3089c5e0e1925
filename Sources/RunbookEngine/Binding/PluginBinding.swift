import AutomationCore
import Foundation
import LuaRuntime

/// Makes a Lua configuration out of plugins: every declared function gets its binding and its argument checks here.
struct PluginBinding {
    let context: RunContext
    let state: StateReference

    /// What a Lua state needs to see the plugins.
    ///
    /// - Parameter objectTypes: Further types; one of them replaces a plugin's type of the same name.
    func configuration(
        for plugins: [any Plugin],
        objectTypes: [ObjectType] = [],
        in script: ScriptKind = .runbook
    ) -> LuaConfiguration {
        let modules = plugins.flatMap(\.modules)
        var configuration = LuaConfiguration()
        configuration.modules = modules.map { module in
            LuaModule(
                name: module.name,
                functions: module.functions.map { bind($0, qualifiedName: "\(module.name).\($0.name)") },
                constants: Dictionary(module.constants.map { ($0.name, LuaValue($0.value)) }) { $1 },
                isGlobal: module.isGlobal
            )
        }
        var types: [String: ObjectType] = [:]
        for type in modules.flatMap(\.objectTypes) + objectTypes { types[type.name] = type }
        configuration.objectTypes = types.values.sorted { $0.name < $1.name }.map(bind)
        configuration.globals = [logFunction("print", .info), logFunction("warn", .warning)]
        configuration.limits = context.world.isRepeatable ? .counted() : .timed()
        let events = context.events
        configuration.onLongComputation = { place in
            let text = "the script has been computing for more than a second without waiting, at \(place)"
            events.receive(.log(.warning, text, server: RunContext.currentServer))
        }
        let clock = context.world.clock
        configuration.wallTime = { clock.wallTime.timeIntervalSince1970 }
        configuration.monotonicTime = { clock.now.offset / .seconds(1) }
        configuration.randomSeed = Int64(bitPattern: context.world.randomness.next())
        configuration.errorFields = { error in
            let error = AutomationError(error)
            if case .function(let raised) = error.luaValue { return .function(raised) }
            return .record(error.luaFields)
        }
        configuration.explainUnknownName = { $0.explanation(in: script) }
        return configuration
    }

    private func bind(_ type: ObjectType) -> LuaObjectType {
        LuaObjectType(
            name: type.name,
            fieldNames: type.fields.map(\.name),
            methods: type.methods.map { bind($0, qualifiedName: "\(type.name):\($0.name)", isMethod: true) }
        )
    }

    private func bind(
        _ function: HostFunction,
        qualifiedName: String,
        isMethod: Bool = false
    ) -> LuaHostFunction {
        let checker = ArgumentChecker(function: function, qualifiedName: qualifiedName)
        let (context, state) = (context, state)
        @Sendable func check(_ values: [LuaValue]) throws -> HostCall {
            var arguments = values.map { Value($0, state: state) }
            var target: (any HostObject)?
            if isMethod, !arguments.isEmpty, case .object(let object) = arguments.removeFirst() { target = object }
            return try checker.check(arguments, target: target, context: context)
        }
        switch function.body {
        case .immediate(let body):
            return LuaHostFunction(
                function.name,
                .immediate { arguments in
                    do { return LuaValue(try body(check(arguments.values()))) } catch {
                        throw Self.named(error, qualifiedName)
                    }
                }
            )
        case .suspending(let body):
            return LuaHostFunction(
                function.name,
                .suspending { values in
                    do {
                        let call = try check(values)
                        // Who has started tasks waits no longer than until one of them fails.
                        guard state.startsTasks, let scope = TaskScope.current, scope.hasChildren else {
                            return LuaValue(try await body(call))
                        }
                        return LuaValue(try await scope.interruptible { try await body(call) })
                    } catch {
                        throw Self.named(error, qualifiedName)
                    }
                }
            )
        }
    }

    /// The error with the function's name, unless it names one of its own or comes out of the script.
    private static func named(_ error: any Error, _ qualifiedName: String) -> any Error {
        guard var error = error as? AutomationError, error.operation == nil, error.kind != .script else { return error }
        error.operation = qualifiedName
        return error
    }

    /// A function that scripts hand a finished line.
    private func logFunction(_ name: String, _ level: RunEvent.Level) -> LuaHostFunction {
        let events = context.events
        return LuaHostFunction(
            name,
            .immediate { arguments in
                let line =
                    switch arguments.values().first {
                    case .string(let text): text
                    // What is not UTF-8 is shown as far as it can be read.
                    case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
                    default: ""
                    }
                events.receive(.log(level, line, server: RunContext.currentServer))
                return .none
            }
        )
    }
}
