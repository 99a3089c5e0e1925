extension Resolver {
    mutating func expression(_ expression: Expression) {
        switch expression.kind {
        case .nil, .boolean, .integer, .number, .string, .ellipsis: break
        case .function(let body): function(parameters: body.parameters, block: body.block)
        case .table(let table):
            for item in table.items {
                if case .computed(let key) = item.key { self.expression(key) }
                self.expression(item.value)
            }
        case .name(let name): use(name)
        case .parenthesized(let inner): self.expression(inner)
        case .unary(_, let operand): self.expression(operand)
        case .binary(let first, let steps):
            self.expression(first)
            for step in steps { self.expression(step.operand) }
        case .suffixed(let base, let suffixes): chain(base, suffixes)
        }
    }

    private mutating func chain(_ base: Expression, _ suffixes: [Suffix]) {
        var rest = suffixes[...]
        if case .name(let name) = base.kind, lookUp(name.text) == nil {
            if isGlobalTable(base), suffixes.first?.constantName != nil {
                // Reading one global by its name makes none.
            } else if case .call(let arguments) = suffixes.first?.kind {
                use(name, isCalled: true)
                callGlobal(name.text, arguments)
                rest = rest.dropFirst()
            } else {
                use(name)
            }
        } else {
            expression(base)
        }
        for suffix in rest { self.suffix(suffix) }
    }

    /// The functions that read a table and leave it as it is.
    private static let readers: Set<String> = [
        "ipairs", "next", "pairs", "print", "rawequal", "rawget", "rawlen", "tostring", "type",
    ]

    /// A call of a global function, some of which may make globals.
    private mutating func callGlobal(_ name: String, _ arguments: [Expression]) {
        var rest = arguments[...]
        switch name {
        case "load":
            // With an environment of its own the new code makes no globals of the script's.
            if arguments.count < 4 { resolution.hasUnknownGlobals = true }
        case "require":
            requires(arguments.first)
        case "pcall":
            if case .name(let called) = arguments.first?.kind, called.text == "require", lookUp("require") == nil {
                requires(arguments.dropFirst().first)
                rest = rest.dropFirst()
            }
        case "rawset":
            if let first = arguments.first, arguments.count > 1, case .string(let bytes) = arguments[1].kind {
                let field = String(decoding: bytes, as: UTF8.self)
                noteField(first, field)
                if isGlobalTable(first) {
                    resolution.assignedGlobals.insert(field)
                    rest = rest.dropFirst()
                }
            }
        default:
            if Self.readers.contains(name) { rest = arguments.filter { !isGlobalTable($0) }[...] }
        }
        for argument in rest { expression(argument) }
    }

    /// A field is assigned to in a table.
    mutating func noteField(_ owner: Expression, _ field: String?) {
        guard case .name(let name) = owner.kind, lookUp(name.text) == nil, let field else { return }
        resolution.libraryFields.insert("\(name.text).\(field)")
    }

    private mutating func requires(_ module: Expression?) {
        if case .string(let bytes) = module?.kind {
            resolution.requiredModules.insert(String(decoding: bytes, as: UTF8.self))
        } else {
            resolution.hasUnknownGlobals = true
        }
    }

    /// Whether it is the table of all globals.
    func isGlobalTable(_ expression: Expression) -> Bool {
        guard case .name(let name) = expression.kind else { return false }
        return (name.text == "_G" || name.text == "_ENV") && lookUp(name.text) == nil
    }

    private mutating func suffix(_ suffix: Suffix) {
        switch suffix.kind {
        case .field: break
        case .index(let key): expression(key)
        case .call(let arguments), .method(_, let arguments): arguments.forEach { expression($0) }
        }
    }
}
