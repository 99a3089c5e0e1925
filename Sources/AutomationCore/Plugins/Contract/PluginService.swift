/// What a provisioned plugin contributes, slot by slot, and how it ends.
public struct PluginService: Sendable {
    /// Tables of functions for `require`.
    public var modules: [HostModule]
    /// Where servers come from.
    public var inventory: (any Inventory)?
    /// Where passwords go and come from.
    public var secretStore: (any SecretStore)?
    /// Who we are to the cloud.
    public var credentials: (any CredentialSupplier)?
    /// What a password must satisfy beside the cloud's own rules.
    public var policy: (any PasswordPolicy)?
    /// Who hears what happens.
    public var eventSink: (any EventSink)?
    /// What comes before and after an operation, and may forbid it.
    public var hook: (any OperationHook)?
    /// Looks whether everything can work, before anything is sent to the cloud. It may ask the other side.
    public var validate: @Sendable () async throws -> Void
    /// Ends what was begun. It may be called more than once, and is called after failures too.
    public var cleanUp: @Sendable () async -> Void

    /// Describes what a plugin contributes.
    public init(
        modules: [HostModule] = [],
        inventory: (any Inventory)? = nil,
        secretStore: (any SecretStore)? = nil,
        credentials: (any CredentialSupplier)? = nil,
        policy: (any PasswordPolicy)? = nil,
        eventSink: (any EventSink)? = nil,
        hook: (any OperationHook)? = nil,
        validate: @escaping @Sendable () async throws -> Void = {},
        cleanUp: @escaping @Sendable () async -> Void = {}
    ) {
        self.modules = modules
        self.inventory = inventory
        self.secretStore = secretStore
        self.credentials = credentials
        self.policy = policy
        self.eventSink = eventSink
        self.hook = hook
        self.validate = validate
        self.cleanUp = cleanUp
    }

    /// What it contributes, as the operator is told.
    public var slotNames: [String] {
        var names = modules.map { "module \($0.name)" }
        if inventory != nil { names.append("inventory") }
        if secretStore != nil { names.append("secret store") }
        if credentials != nil { names.append("credentials") }
        if policy != nil { names.append("policy") }
        if eventSink != nil { names.append("event sink") }
        if hook != nil { names.append("hook") }
        return names
    }
}
