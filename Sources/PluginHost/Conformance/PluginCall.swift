import AutomationCore

/// A call into a plugin that changes nothing, or nothing that is not allowed to be changed.
struct PluginCall: Sendable {
    /// What messages call it.
    let name: String
    /// Gives the texts that others get to see.
    let body: @Sendable () async throws -> [String]

    init(_ name: String, _ body: @escaping @Sendable () async throws -> [String]) {
        self.name = name
        self.body = body
    }
}

extension PluginSession {
    /// A server that does not exist.
    static let stranger = Server(id: "latchkey-conformance", name: "latchkey-conformance")

    /// An id that nobody has used, for a store that may be written.
    func newServer() -> Server? {
        conformance.storeServer.map { prefix in
            let id = "\(prefix)-\(String(conformance.world.randomness.next(), radix: 16))"
            return Server(id: id, name: id)
        }
    }

    /// Calls of every slot and of the functions that only read.
    ///
    /// - Parameter password: What takes a secret is given this one.
    func everyCall(password: Secret) -> [PluginCall] {
        var calls: [PluginCall] = []
        if let inventory = service.inventory {
            calls.append(PluginCall("inventory") { try await inventory.servers().map { "\($0)" } })
        }
        if let credentials = service.credentials {
            calls.append(PluginCall("credentials") { try await credentials.credentials().map { ["\($0)"] } ?? [] })
        }
        if let policy = service.policy {
            calls.append(
                PluginCall("policy") { try await policy.violations(of: password, for: Self.stranger, userName: nil) }
            )
        }
        if let hook = service.hook {
            let notice = OperationNotice("password.reset", server: Self.stranger)
            calls.append(
                PluginCall("before") {
                    do { try await hook.before(notice) } catch let error as AutomationError where error.kind == .vetoed
                    {
                        return [error.description]
                    }
                    return []
                }
            )
            calls.append(
                PluginCall("after") {
                    try await hook.after(notice, failure: nil)
                    return []
                }
            )
        }
        return calls + storeCalls(password) + functionCalls(password)
    }

    /// The same calls, of which there must be one.
    ///
    /// - Parameter otherwise: What the outcome says where there is none.
    /// - Throws: ``ConformanceStop/skipped(_:hint:)``, which says what would have to be there.
    func callsToTry(
        password: Secret,
        else otherwise: String = ConformanceCheck.nothingToCall
    ) throws(ConformanceStop) -> [PluginCall] {
        let calls = everyCall(password: password)
        guard calls.isEmpty else { return calls }
        let left = service.modules.flatMap { module in
            module.functions.compactMap { function in
                Self.obstacle(to: function).map { "\(module.name).\(function.name) (\($0))" }
            }
        }
        throw .skipped(
            otherwise,
            hint:
                "one of these would have to be there: an inventory, a secret store, credentials, a policy, a hook, or a "
                + "function with the effect \"read\" that needs no argument, or a secret or a server"
                + (left.isEmpty ? "" : "; not called: " + left.joined(separator: ", "))
        )
    }

    private func storeCalls(_ password: Secret) -> [PluginCall] {
        guard let store = service.secretStore else { return [] }
        let server = newServer()
        var calls = [
            PluginCall("secret store (looking)") { ["\(try await store.record(for: server ?? Self.stranger) as Any)"] }
        ]
        if let server {
            calls.append(
                PluginCall("secret store (storing)") {
                    try await store.put(password, for: server)
                    return []
                }
            )
        }
        return calls
    }

    /// The functions that say of themselves that they only read, as far as their arguments can be made up.
    private func functionCalls(_ password: Secret) -> [PluginCall] {
        service.modules.flatMap { module in
            module.functions.compactMap { function in
                guard Self.obstacle(to: function) == nil else { return nil }
                let arguments = Self.arguments(for: function.parameters.filter { !$0.isOptional }, password) ?? []
                let name = "\(module.name).\(function.name)"
                let events = events
                return PluginCall(name) { [conformance] in
                    let context = RunContext(world: conformance.world, events: events)
                    let checker = ArgumentChecker(function: function, qualifiedName: name)
                    let call = try checker.check(arguments, context: context)
                    switch function.body {
                    case .immediate(let body): return ["\(try body(call))"]
                    case .suspending(let body): return ["\(try await body(call))"]
                    }
                }
            }
        }
    }

    /// Why a function is not called; nil for one that is.
    private static func obstacle(to function: HostFunction) -> String? {
        guard function.effect == .read else { return "its effect is \"\(function.effect.rawValue)\"" }
        let required = function.parameters.filter { !$0.isOptional }
        // A text may be the name of something that it was not granted.
        let isHarmless = required.allSatisfy { $0.type == .server } || required.contains { $0.type == .secret }
        guard isHarmless, arguments(for: required, Secret("")) != nil else {
            return "what it needs cannot be made up: \(required.map(\.name).joined(separator: ", "))"
        }
        return nil
    }

    private static func arguments(for parameters: [Parameter], _ password: Secret) -> [Value]? {
        var arguments: [Value] = []
        for parameter in parameters {
            switch parameter.type {
            case .secret: arguments.append(.object(password))
            case .server: arguments.append(.object(stranger))
            case .string: arguments.append(.string("latchkey-conformance"))
            default: return nil
            }
        }
        return arguments
    }
}
