public import AutomationCore

extension ScriptReference {
    /// The documentation as text.
    ///
    /// - Parameter name: A module, a function, a kind of object; nil for one line about each.
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/input`` that suggests the nearest name.
    public func page(about name: String?) throws(AutomationError) -> [String] {
        guard let name else { return overview }
        var lines: [String] = []
        for entry in try entries(named: name) {
            if !lines.isEmpty { lines += ["", ""] }
            lines += page(entry)
        }
        return lines
    }

    private var overview: [String] {
        var lines: [String] = []
        for module in modules {
            lines += ["\(module.name)\(Self.origin(module)): \(module.summary)"]
            lines += Self.members(of: module) + [""]
        }
        lines += objectTypes.map { "\($0.name): \($0.summary)" }
        lines += [TableDescription.error, .input].map { "\($0.name): \($0.summary)" }
        lines += ["", "latchkey docs NAME tells more: password, password.wait, secret:reveal, error"]
        return lines
    }

    private func page(_ entry: ReferenceEntry) -> [String] {
        switch entry {
        case .module(let module):
            let use =
                module.isGlobal
                ? "a global, without require" : "local \(module.name) = require \"\(module.name)\""
            return [module.name, "", module.summary, "", "USE:", "  " + use, "", "FUNCTIONS:"]
                + Self.members(of: module)
        case .function(let function, let module):
            return FunctionPage(function: function, owner: module.name + ".").lines
        case .constant(let constant, _):
            return ["\(entry.name): \(PlainTypeText.given(constant.type))", "", constant.summary]
        case .type(let type):
            var lines = ["\(type.name) (a kind of object)", "", type.summary]
            lines += FunctionPage.section("FIELDS", Self.rows(type.fields))
            lines += FunctionPage.section(
                "METHODS",
                type.methods.map { (FunctionSignature.text(of: $0, owner: type.name + ":"), $0.summary) }
            )
            return lines
        case .method(let method, let type):
            return FunctionPage(function: method, owner: type.name + ":").lines
        case .table(let table):
            let kinds = errorKinds.map { "  \($0.rawValue)" }
            return ["\(table.name) (a table)", "", table.summary]
                + FunctionPage.section("FIELDS", table.fields.map(FunctionPage.row))
                + (table.name == TableDescription.error.name ? ["", "KINDS:"] + kinds : [])
        }
    }

    private static func origin(_ module: HostModule) -> String { module.isGlobal ? " (a global)" : "" }

    private static func members(of module: HostModule) -> [String] {
        let functions = module.functions.map { function in
            (FunctionSignature.text(of: function, owner: module.name + "."), function.summary)
        }
        let constants = module.constants.map { ("\(module.name).\($0.name)", $0.summary) }
        return FunctionPage.rows(functions + constants)
    }

    private static func rows(_ fields: [Parameter]) -> [(String, String)] {
        fields.map { ("\($0.name): \(PlainTypeText.given($0.type))", $0.summary) }
    }
}
