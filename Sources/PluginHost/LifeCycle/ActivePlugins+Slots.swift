public import AutomationCore

extension ActivePlugins {
    /// All of them, as a run uses them.
    public var plugins: [ProvisionedPlugin] { members.map { ProvisionedPlugin($0) } }

    /// The event sinks of all.
    public var eventSinks: [any EventSink] { members.compactMap(\.service.eventSink) }

    /// The policies of all, with the names of the plugins that have them.
    public var policies: [any PasswordPolicy] { members.compactMap(\.service.policy) }

    /// The hooks of all.
    public var hooks: [any OperationHook] {
        members.compactMap { member in
            member.service.hook.map { hook in
                WatchedHook(
                    hook: hook,
                    plugin: member.manifest.name,
                    reaction: member.reaction,
                    failures: failures,
                    events: events
                )
            }
        }
    }

    /// The suppliers of credentials, with the names of the plugins.
    public var credentials: [(name: String, supplier: any CredentialSupplier)] {
        members.compactMap { member in member.service.credentials.map { (member.manifest.name, $0) } }
    }

    /// The secret store of the plugin with this name.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/notFound`` when there is none.
    public func secretStore(named name: String) throws(AutomationError) -> any SecretStore {
        try slot(named: name, what: "secret store", \.secretStore)
    }

    /// The inventory of the plugin with this name.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/notFound`` when there is none.
    public func inventory(named name: String) throws(AutomationError) -> any Inventory {
        try slot(named: name, what: "inventory", \.inventory)
    }

    private func slot<Slot>(
        named name: String,
        what: String,
        _ path: KeyPath<PluginService, Slot?>
    ) throws(AutomationError) -> Slot {
        let known = members.filter { $0.service[keyPath: path] != nil }.map(\.manifest.name)
        if let found = members.first(where: { $0.manifest.name == name })?.service[keyPath: path] { return found }
        let suggestion = Spelling.nearest(to: name, among: known).map { "; did you mean \"\($0)\"?" } ?? ""
        throw AutomationError(
            .notFound,
            "no plugin \"\(name)\" offers \(ParameterType.article(what))\(suggestion)",
            hint: known.isEmpty ? "no plugin of this run does" : "those that do: \(known.joined(separator: ", "))"
        )
    }
}
