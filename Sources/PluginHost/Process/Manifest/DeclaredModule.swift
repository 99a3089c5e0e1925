import AutomationCore

/// A module as a process plugin declares it.
struct DeclaredModule: Sendable {
    let name: String
    let summary: String
    let functions: [DeclaredFunction]

    /// Reads a module.
    ///
    /// - Throws: ``WireFault``.
    init(named name: String, _ value: Value) throws(WireFault) {
        let place = "modules.\(name)"
        guard PluginManifest.isLegal(name) else {
            throw WireFault("\(place): a name must be lower-case letters, digits, - and _, with a letter first")
        }
        let reader = try RecordReader(value, at: place, known: ["summary", "functions"])
        self.name = name
        summary = try reader.text("summary")
        var functions: [DeclaredFunction] = []
        for (function, value) in try reader.objects("functions") {
            functions.append(try DeclaredFunction(named: function, value, at: "\(place).functions.\(function)"))
        }
        self.functions = functions
    }

    /// The module as scripts see it.
    func hostModule(_ body: @escaping @Sendable (DeclaredFunction, HostCall) async throws -> Value) -> HostModule {
        HostModule(
            name: name,
            summary: summary,
            functions: functions.map { function in
                HostFunction(
                    function.name,
                    summary: function.summary,
                    parameters: function.parameters.map(\.parameter),
                    options: function.options.map(\.parameter),
                    returns: function.returns,
                    errors: [.plugin, .timeout],
                    effect: function.effect,
                    body: .suspending { call in try await body(function, call) }
                )
            },
            objectTypes: [Secret.objectType, Server.objectType]
        )
    }
}
