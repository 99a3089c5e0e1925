public import AutomationCore
import LuaRuntime

/// A conversation with Lua: one state in which what was entered before goes on to count.
///
/// Every module is a global variable, for nobody wants to type `require` at a prompt. Each text is a scope: a task that
/// it starts ends before the next text is carried out.
public final class InteractiveSession: Sendable {
    private static let keywords = [
        "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in", "local", "nil",
        "not", "or", "repeat", "return", "then", "true", "until", "while",
    ]

    private let state: LuaState
    private let reference: StateReference
    private let evaluation: LuaFunction
    private let display: LuaFunction
    private let lookup: LuaFunction
    private let modules: [HostModule]

    /// Begins a session.
    ///
    /// - Parameters:
    ///   - plugins: Everything that can be used beside what the engine brings along.
    ///   - print: Takes the lines that `print` writes.
    /// - Throws: ``AutomationError`` when there is not enough memory.
    public init(
        plugins: [any Plugin],
        context: RunContext,
        inputs: RunInputs,
        print: @escaping @Sendable (String) -> Void
    ) async throws(AutomationError) {
        reference = StateReference(executor: context.world.executor)
        let plugins = plugins + RunbookRunner.enginePlugins(RunbookPlugin(inputs: inputs), activity: reference.activity)
        modules = plugins.flatMap(\.modules)
        var configuration = PluginBinding(context: context, state: reference).configuration(for: plugins)
        for index in configuration.modules.indices { configuration.modules[index].isGlobal = true }
        configuration.globals.removeAll { $0.name == "print" }
        configuration.globals.append(Self.printing(print))
        let files = ModuleFiles(beside: Runbook(name: SessionChunk.name, source: ""), files: context.world.files)
        configuration.findModules(in: files, grants: context.grants, permission: "--allow-native allows it")
        do {
            state = try LuaState(configuration)
            reference.set(state)
            let script = try await state.load(SessionScript.source, name: SessionScript.name)
            let names = LuaValue.list(modules.map { .string($0.name) })
            let made = try await state.call(script, [names])
            guard made.count == 3, case .function(let evaluation) = made[0], case .function(let display) = made[1],
                case .function(let lookup) = made[2]
            else { throw AutomationError(.script, "the session cannot begin") }
            self.evaluation = evaluation
            self.display = display
            self.lookup = lookup
        } catch {
            throw AutomationError(error)
        }
    }

    /// Carries out a text, when it is a whole one: `=expression`, an expression, or statements.
    ///
    /// What it waits for ends when the task is cancelled; what must not be torn is finished first.
    public func enter(_ text: String) async -> SessionAnswer {
        guard !text.allSatisfy(\.isWhitespace) else { return .values([]) }
        let function: LuaFunction
        switch await SessionChunk.compile(text, in: state) {
        case .ready(let chunk): function = chunk
        case .incomplete(let error): return .incomplete(AutomationError(error))
        case .wrong(let error): return .failed(AutomationError(error))
        }
        reference.activity.began()
        defer { reference.activity.ended() }
        do {
            _ = try await reference.call(evaluation, [.function(function)])
            // Who was cancelled while its tasks ended has not failed, and has not come to its end either.
            if Task.isCancelled { return .interrupted }
            let values = try await reference.call(display)
            guard case .list(let texts)? = values.first else { return .values([]) }
            let shown = texts.compactMap(\.text)
            return .values(shown == ["nil"] && returnsNothing(text) ? [] : shown)
        } catch {
            var error = AutomationError(error)
            if error.kind == .cancelled, Task.isCancelled { return .interrupted }
            error.traceback = SessionTraceback.shortened(error.traceback)
            return .failed(error)
        }
    }

    /// Tells how a line can go on.
    ///
    /// - Parameter line: The line up to where the name is wanted.
    public func completion(of line: String) async -> SessionCompletion? {
        guard let place = SessionPlace(line) else { return nil }
        if place.kind == .module {
            return SessionCompletion(of: place.prefix, functions: [], others: modules.map(\.name))
        }
        let path = LuaValue.list(place.path.map { .string($0) })
        guard let found = try? await state.call(lookup, [path]) else { return nil }
        if case .object(let object)? = found.first {
            let type = modules.flatMap(\.objectTypes).first { $0.name == object.typeName }
            let methods = place.kind == .method ? type?.methods.map(\.name) : nil
            let fields = place.kind == .field ? type?.fields.map(\.name) : nil
            return SessionCompletion(of: place.prefix, functions: methods ?? [], others: fields ?? [])
        }
        guard found.count == 2, case .list(let functions) = found[0], case .list(let others) = found[1] else {
            return nil
        }
        let more = place.kind == .variable ? Self.keywords : []
        return SessionCompletion(
            of: place.prefix,
            functions: functions.compactMap(\.text),
            others: place.kind == .method ? [] : others.compactMap(\.text) + more
        )
    }

    /// Whether the text is a call that is declared to return nothing, whose nil would only be noise.
    private func returnsNothing(_ text: String) -> Bool {
        let call = #/\s*[A-Za-z_][A-Za-z0-9_]*([.:])([A-Za-z_][A-Za-z0-9_]*)\s*[({"'\[]/#
        guard let match = text.prefixMatch(of: call) else { return false }
        if match.1 == ":" {
            let methods = modules.flatMap(\.objectTypes).flatMap(\.methods).filter { $0.name == match.2 }
            return !methods.isEmpty && methods.allSatisfy { $0.returns == nil }
        }
        let name = match.0.drop(while: \.isWhitespace).prefix { $0 != "." }
        return modules.first { $0.name == name }?.functions.contains { $0.name == match.2 && $0.returns == nil }
            ?? false
    }

    private static func printing(_ print: @escaping @Sendable (String) -> Void) -> LuaHostFunction {
        LuaHostFunction(
            "print",
            .immediate { arguments in
                switch arguments.values().first {
                case .string(let text): print(text)
                case .bytes(let bytes): print(String(decoding: bytes, as: UTF8.self))
                default: print("")
                }
                return .none
            }
        )
    }
}
