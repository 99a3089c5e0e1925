import CLuaShims

/// The Swift side of one Lua state: hands values over and carries out calls.
///
/// Not thread-safe; the actor ``LuaState`` is its only owner. Swift frames are on the stack below Lua only inside
/// `lks_resume`, and a host function has returned before anything may jump.
final class LuaBridge {
    /// What a stretch of Lua ended in.
    enum Step {
        case finished([LuaValue])
        indirect case failed(LuaError)
        case waiting(@concurrent @Sendable () async throws -> LuaValue)
        /// It has computed for a while, and others may want their turn.
        case paused
    }

    let configuration: LuaConfiguration
    let releases = ReleaseList()
    private let state: OpaquePointer
    private let incoming: UnsafeMutablePointer<lks_buffer>
    private var functions: [FunctionBox] = []
    private var typeNumbers: [String: Int32] = [:]
    private let moduleGates = ModuleGates()
    /// The fields of the strict records that were made, by the records' names.
    private var strictFields: [String: [String]] = [:]
    private var pending: (@concurrent @Sendable () async throws -> LuaValue)?

    init(configuration: LuaConfiguration) throws(LuaError) {
        self.configuration = configuration
        // The context is filled in below, when there is a self to point at; opening calls nobody back.
        let context = UnsafeMutablePointer<Unmanaged<LuaBridge>?>.allocate(capacity: 1)
        context.initialize(to: nil)
        let callbacks = lks_callbacks(
            context: context,
            release: { pointer in
                if let pointer { Unmanaged<LuaObject>.fromOpaque(pointer).release() }
            },
            equal: { left, right in
                guard let left, let right else { return false }
                let object = Unmanaged<LuaObject>.fromOpaque(left).takeUnretainedValue()
                return object.isSame(as: Unmanaged<LuaObject>.fromOpaque(right).takeUnretainedValue())
            },
            wall_time: { LuaBridge.at($0)?.configuration.wallTime() ?? 0 },
            monotonic_time: { LuaBridge.at($0)?.configuration.monotonicTime() ?? 0 },
            explain: { context, scope, owner, name in
                guard let owner, let name else { return }
                LuaBridge.at(context)?.explain(scope, owner: String(cString: owner), name: String(cString: name))
            },
            find_module: { context, name in
                if let name { LuaBridge.at(context)?.findModule(String(cString: name)) }
            },
            await_module: { context, name in
                if let name { LuaBridge.at(context)?.awaitModule(String(cString: name)) }
            },
            module_done: { context, name in
                if let name { LuaBridge.at(context)?.moduleGates.open(String(cString: name)) }
            },
            computing: { context, place in
                if let place { LuaBridge.at(context)?.configuration.onLongComputation(String(cString: place)) }
            }
        )
        let (limit, seed) = (configuration.memoryLimit, configuration.randomSeed)
        guard let state = lks_open(callbacks, limit, seed, configuration.limits.shims) else {
            context.deallocate()
            throw LuaError(.state, "there is not enough memory for a Lua state")
        }
        self.state = state
        incoming = lks_incoming(state)
        self.context = context
        context.pointee = Unmanaged.passUnretained(self)
        try register()
    }

    private let context: UnsafeMutablePointer<Unmanaged<LuaBridge>?>

    deinit {
        lks_close(state)
        context.deallocate()
    }

    // MARK: - Setting up

    private func register() throws(LuaError) {
        for type in configuration.objectTypes {
            let number = lks_add_type(state, type.name)
            try check(number > 0)
            typeNumbers[type.name] = number
            for method in type.methods {
                let pointer = add(method, qualifiedName: "\(type.name):\(method.name)")
                try check(lks_add_method(state, number, method.name, pointer))
            }
        }
        for module in configuration.modules {
            for function in module.functions {
                let pointer = add(function, qualifiedName: "\(module.name).\(function.name)")
                try check(lks_add_function(state, module.name, function.name, pointer))
            }
            for (name, value) in module.constants.sorted(by: { $0.key < $1.key }) {
                OutgoingWriter(state: state, typeNumbers: typeNumbers).write(value)
                try check(lks_add_value(state, module.name, name))
            }
            if module.isGlobal { try check(lks_make_global(state, module.name)) }
        }
        if let path = configuration.nativePath { try check(lks_allow_native(state, path)) }
        for function in configuration.globals {
            try check(lks_add_global(state, function.name, add(function, qualifiedName: function.name)))
        }
    }

    private func add(_ function: LuaHostFunction, qualifiedName: String) -> UnsafeMutablePointer<lks_function> {
        let box: FunctionBox =
            switch function.body {
            case .immediate(let body):
                ImmediateFunctionBox(body, qualifiedName: qualifiedName, bridge: self, state: state)
            case .suspending(let body):
                SuspendingFunctionBox(body, qualifiedName: qualifiedName, bridge: self, state: state)
            }
        functions.append(box)
        return box.pointer
    }

    private func check(_ succeeded: Bool) throws(LuaError) {
        guard succeeded else { throw LuaError(.state, incomingValues().first?.text ?? "Lua refused") }
    }

    // MARK: - Running

    func load(_ source: String, name: String) throws(LuaError) -> LuaFunction {
        giveUpReleased()
        var source = source
        let reference = source.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { lks_load(state, $0.baseAddress, $0.count, name) }
        }
        guard reference >= 0 else {
            throw LuaError(.syntax, incomingValues().first?.text ?? "the script cannot be loaded")
        }
        return LuaFunction(reference: reference, releases: releases)
    }

    func start(_ function: LuaFunction) throws(LuaError) -> Int32 {
        giveUpReleased()
        guard function.releases === releases else {
            throw LuaError(.state, "the function belongs to another Lua state")
        }
        let coroutine = lks_start(state, function.reference)
        try check(coroutine >= 0)
        return coroutine
    }

    /// Runs a new coroutine with these arguments.
    func resume(_ coroutine: Int32, with arguments: [LuaValue], usage: inout lks_usage) -> Step {
        let writer = OutgoingWriter(state: state, typeNumbers: typeNumbers)
        for argument in arguments { writer.write(argument) }
        return step(after: lks_resume(state, coroutine, Int32(LKS_RETURN.rawValue), &usage))
    }

    /// Runs a coroutine on with what it waited for.
    func resume(_ coroutine: Int32, with answer: Result<LuaValue, any Error>, usage: inout lks_usage) -> Step {
        step(after: lks_resume(state, coroutine, Int32(write(answer).rawValue), &usage))
    }

    /// How a paused coroutine goes on.
    enum Continuation: Int {
        case going, cancelled, killed

        var shims: Int32 {
            switch self {
            case .going: Int32(LKS_CONTINUE)
            case .cancelled: Int32(LKS_CANCEL)
            case .killed: Int32(LKS_KILL)
            }
        }
    }

    /// Runs a paused coroutine on.
    func resume(_ coroutine: Int32, _ continuation: Continuation, usage: inout lks_usage) -> Step {
        step(after: lks_resume(state, coroutine, continuation.shims, &usage))
    }

    /// Where a coroutine stands, innermost call first.
    func traceback(of coroutine: Int32) -> String {
        lks_trace(state, coroutine)
        return incomingValues().first?.text ?? ""
    }

    func end(_ coroutine: Int32) {
        lks_end(state, coroutine)
        giveUpReleased()
    }

    private func step(after outcome: lks_outcome) -> Step {
        switch outcome {
        case LKS_FINISHED:
            return .finished(incomingValues())
        case LKS_WAITING:
            let operation = pending
            pending = nil
            return .waiting(operation ?? { .none })
        case LKS_PAUSED:
            return .paused
        case LKS_KILLED:
            let values = incomingValues()
            let message = values.first?.text ?? "the script has computed for too long"
            return .failed(LuaError(.limit, message, traceback: values.count > 1 ? values[1].text : nil))
        default:
            let values = incomingValues()
            let value = values.first ?? .none
            let message = value["text"]?.text ?? value["message"]?.text ?? value.text ?? "an error without a message"
            var traceback = value["traceback"]?.text
            if traceback == nil, values.count > 1, let text = values[1].text, !text.isEmpty { traceback = text }
            var error = LuaError(.runtime, message, traceback: traceback, value: value)
            if values.count > 2, case .function(let reference) = values[2] { error.reference = reference }
            return .failed(error)
        }
    }

    private func incomingValues() -> [LuaValue] {
        var reader = IncomingReader(incoming, releases: releases)
        return reader.rest()
    }

    private func giveUpReleased() {
        for reference in releases.drain() { lks_release_reference(state, reference) }
    }

    private func write(_ answer: Result<LuaValue, any Error>) -> lks_answer {
        let writer = OutgoingWriter(state: state, typeNumbers: typeNumbers)
        switch answer {
        case .success(let value):
            if case .strictRecord(let name, let fields) = value { strictFields[name] = fields.keys.sorted() }
            writer.write(value)
            return LKS_RETURN
        case .failure(let error):
            writer.write(configuration.errorFields(error))
            return LKS_RAISE
        }
    }

    // MARK: - Called by Lua

    private static func at(_ context: UnsafeMutableRawPointer?) -> LuaBridge? {
        context?.assumingMemoryBound(to: Unmanaged<LuaBridge>?.self).pointee?.takeUnretainedValue()
    }

    typealias Callback =
        @convention(c) (
            UnsafeMutablePointer<lks_function>?, UnsafeMutablePointer<lks_value>?
        ) -> lks_answer

    static let callImmediate: Callback = { function, result in
        guard let context = function?.pointee.context, let result else { return LKS_RETURN }
        // The box outlives the state that calls it, so nothing has to be counted.
        return Unmanaged<ImmediateFunctionBox>.fromOpaque(context)._withUnsafeGuaranteedRef { box in
            box.bridge.answer(box, result: result)
        }
    }

    static let callSuspending: Callback = { function, _ in
        guard let context = function?.pointee.context else { return LKS_RETURN }
        return Unmanaged<SuspendingFunctionBox>.fromOpaque(context)._withUnsafeGuaranteedRef { box in
            let arguments = box.bridge.incomingValues()
            let body = box.body
            box.bridge.pending = { try await body(arguments) }
            return LKS_WAIT
        }
    }

    private func answer(_ box: ImmediateFunctionBox, result: UnsafeMutablePointer<lks_value>) -> lks_answer {
        let value: LuaValue
        do {
            value = try box.body(LuaArguments(incoming, releases: releases))
        } catch {
            return write(.failure(error))
        }
        switch value {
        case .none: result.pointee.tag = Int32(LKS_NIL.rawValue)
        case .boolean(let flag):
            result.pointee.tag = Int32(LKS_BOOLEAN.rawValue)
            result.pointee.integer = flag ? 1 : 0
        case .integer(let number):
            result.pointee.tag = Int32(LKS_INTEGER.rawValue)
            result.pointee.integer = number
        case .number(let number):
            result.pointee.tag = Int32(LKS_NUMBER.rawValue)
            result.pointee.number = number
        default: return write(.success(value))
        }
        return LKS_RETURN_SCALAR
    }

    private func explain(_ scope: lks_scope, owner: String, name: String) {
        let unknown: LuaUnknownName
        switch scope {
        case LKS_SCOPE_MODULES:
            unknown = LuaUnknownName(scope: .modules, name: name, known: configuration.modules.map(\.name))
        case LKS_SCOPE_MODULE:
            let modules = configuration.modules.filter { $0.name == owner }
            let known = modules.flatMap(\.functions).map(\.name) + modules.flatMap(\.constants.keys).sorted()
            unknown = LuaUnknownName(scope: .module(owner), name: name, known: known)
        case LKS_SCOPE_LIBRARY:
            unknown = LuaUnknownName(scope: .library(owner), name: name, known: [])
        case LKS_SCOPE_RECORD:
            unknown = LuaUnknownName(scope: .record(owner), name: name, known: strictFields[owner] ?? [])
        case LKS_SCOPE_OBJECT:
            guard let type = configuration.objectTypes.first(where: { $0.name == owner }) else { return }
            // A declared field that this object does not have is nil, not a mistake.
            if type.fieldNames.contains(name) { return }
            unknown = LuaUnknownName(
                scope: .object(owner),
                name: name,
                known: type.fieldNames + type.methods.map(\.name)
            )
        default:
            let known = configuration.globals.map(\.name) + configuration.modules.filter(\.isGlobal).map(\.name)
            unknown = LuaUnknownName(scope: .globals, name: name, known: known + Self.standardGlobals)
        }
        guard let explanation = configuration.explainUnknownName(unknown) else { return }
        OutgoingWriter(state: state, typeNumbers: typeNumbers).write(explanation)
    }

    private func findModule(_ name: String) {
        do {
            guard let source = try configuration.findModule(name) else { return }
            let writer = OutgoingWriter(state: state, typeNumbers: typeNumbers)
            writer.write(source.text)
            writer.write("@" + source.name)
        } catch {
            OutgoingWriter(state: state, typeNumbers: typeNumbers).write("\(error)")
        }
    }

    private func awaitModule(_ name: String) {
        let gate = moduleGates.gate(name)
        pending = {
            for await _ in gate {}
            try Task.checkCancellation()
            return .none
        }
    }

    private static let standardGlobals = [
        "assert", "coroutine", "debug", "error", "getmetatable", "ipairs", "load", "math", "next", "os", "pairs",
        "pcall", "rawequal", "rawget", "rawlen", "rawset", "require", "select", "setmetatable", "string", "table",
        "tonumber", "tostring", "type", "utf8", "xpcall",
    ]

    // MARK: - Figures

    var memoryUsed: Int { lks_memory_used(state) }

    var referenceCount: Int {
        giveUpReleased()
        return lks_reference_count(state)
    }

    func collectGarbage() { lks_collect_garbage(state) }
}
