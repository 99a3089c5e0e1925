import AutomationCore

/// A function as a process plugin declares it.
struct DeclaredFunction: Sendable {
    let name: String
    let summary: String
    let parameters: [DeclaredParameter]
    let options: [DeclaredParameter]
    let returns: HostFunction.Result?
    let effect: Effect

    /// Reads a function.
    ///
    /// - Throws: ``WireFault``.
    init(named name: String, _ value: Value, at place: String) throws(WireFault) {
        guard PluginManifest.isLegal(name), !name.contains("-") else {
            throw WireFault("\(place): a name must be lower-case letters, digits and _, with a letter first")
        }
        let known = ["summary", "parameters", "options", "returns", "effect"]
        let reader = try RecordReader(value, at: place, known: known)
        self.name = name
        summary = try reader.text("summary")
        var parameters: [DeclaredParameter] = []
        for (index, value) in try reader.list("parameters").enumerated() {
            parameters.append(try DeclaredParameter(value, at: "\(place).parameters[\(index + 1)]"))
        }
        self.parameters = parameters
        var options: [DeclaredParameter] = []
        for (option, value) in try reader.objects("options") {
            options.append(try DeclaredParameter(named: option, value, at: "\(place).options"))
        }
        self.options = options
        let isOptional = parameters.map(\.parameter.isOptional)
        if let first = isOptional.firstIndex(of: true), isOptional[first...].contains(false) {
            throw WireFault("\(place): optional parameters come last")
        }
        guard
            Set(parameters.map(\.parameter.name) + options.map(\.parameter.name)).count == parameters.count
                + options.count
        else { throw WireFault("\(place): two parameters or options have one name") }
        if let value = reader.fields["returns"] {
            let reader = try RecordReader(
                value,
                at: "\(place).returns",
                known: ["type", "help", "optional", "choices", "of"]
            )
            let type = try DeclaredParameter.type(reader)
            returns = .init(try reader.boolean("optional") ? .optional(type) : type, try reader.text("help"))
        } else {
            returns = nil
        }
        guard let effect = Effect(rawValue: try reader.text("effect")) else {
            throw WireFault("\"effect\" of \(place) must be read, idempotent or once")
        }
        self.effect = effect
    }
}
