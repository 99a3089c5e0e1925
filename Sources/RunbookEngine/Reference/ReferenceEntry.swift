import AutomationCore

/// Something that documentation can be asked about by name.
enum ReferenceEntry: Sendable {
    case module(HostModule)
    case function(HostFunction, module: HostModule)
    case constant(ModuleConstant, module: HostModule)
    case type(ObjectType)
    case method(HostFunction, type: ObjectType)
    case table(TableDescription)

    /// What it is called: `password.wait`, `secret:reveal`.
    var name: String {
        switch self {
        case .module(let module): module.name
        case .function(let function, let module): "\(module.name).\(function.name)"
        case .constant(let constant, let module): "\(module.name).\(constant.name)"
        case .type(let type): type.name
        case .method(let method, let type): "\(type.name):\(method.name)"
        case .table(let table): table.name
        }
    }
}

extension ScriptReference {
    /// Everything that has documentation.
    var entries: [ReferenceEntry] {
        var entries: [ReferenceEntry] = []
        for module in modules {
            entries.append(.module(module))
            entries += module.functions.map { .function($0, module: module) }
            entries += module.constants.map { .constant($0, module: module) }
        }
        for type in objectTypes {
            entries.append(.type(type))
            entries += type.methods.map { .method($0, type: type) }
        }
        return entries + [.table(.error), .table(.input)]
    }

    /// The entries with this name; a module and a kind of object may share one.
    ///
    /// Forgiving about how the parts are joined: `secret.reveal`, `sealed_password`.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/input`` that suggests the nearest name.
    func entries(named name: String) throws(AutomationError) -> [ReferenceEntry] {
        let wanted = Self.plain(name)
        let found = entries.filter { Self.plain($0.name) == wanted }
        guard found.isEmpty else { return found }
        // A function's own name will do where only one has it.
        let members = entries.filter { Self.plain($0.name).hasSuffix("." + wanted) }
        if members.count == 1 { return members }
        var names = entries.map(\.name)
        let nearest = Spelling.nearest(to: name, among: names) ?? members.first?.name
        names = modules.map(\.name) + objectTypes.map(\.name)
        throw AutomationError(
            .input,
            "there is no module, function or object \"\(name)\""
                + (nearest.map { "; did you mean \"\($0)\"?" } ?? ""),
            hint: "there are: \(names.joined(separator: ", ")); or a function of one, like password.wait"
        )
    }

    private static func plain(_ name: String) -> String {
        name.lowercased().replacing(" ", with: "_").replacing(":", with: ".")
    }
}
