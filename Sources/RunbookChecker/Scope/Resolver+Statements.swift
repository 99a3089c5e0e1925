extension Resolver {
    mutating func statement(_ statement: Statement) {
        switch statement.kind {
        case .assignment(let targets, let values):
            for target in targets { assign(to: target) }
            for value in values { expression(value) }
        case .call(let call): expression(call)
        case .block(let body): block(body)
        case .whileLoop(let condition, let body):
            expression(condition)
            inBlock(isLoop: true) { $0.block(body) }
        case .repeatLoop(let body, let condition):
            inBlock(isLoop: true) { resolver in
                resolver.inBlock { resolver in
                    resolver.statements(of: body, isRepeated: true)
                    resolver.expression(condition)
                }
            }
        case .conditional(let branches, let otherwise):
            for branch in branches {
                expression(branch.condition)
                block(branch.block)
            }
            if let otherwise { block(otherwise) }
        case .numericFor(let name, let bounds, let body):
            for bound in bounds { expression(bound) }
            loop([name], hidden: 3, body)
        case .genericFor(let names, let values, let body):
            for value in values { expression(value) }
            loop(names, hidden: 4, body)
        case .function(let target, let body):
            assign(to: target)
            function(parameters: body.parameters, block: body.block)
        case .localFunction(let name, let body):
            declare(Variable(name))
            function(parameters: body.parameters, block: body.block)
        case .local(let locals, let values):
            for value in values { expression(value) }
            for local in locals { declare(Variable(local.name, isConstant: local.attribute != nil)) }
        case .returning(let values):
            for value in values { expression(value) }
        case .breaking, .goto, .label, .empty: break
        }
    }

    private mutating func loop(_ names: [Name], hidden: Int, _ body: Block) {
        inBlock(isLoop: true, hidden: hidden) { resolver in
            resolver.inBlock { resolver in
                for name in names { resolver.declare(Variable(name)) }
                resolver.block(body)
            }
        }
    }

    private mutating func assign(to target: Expression) {
        switch target.kind {
        case .name(let name): use(name, isAssignment: true)
        case .suffixed(let base, let suffixes):
            if suffixes.count == 1, let name = suffixes.first?.constantName, isGlobalTable(base) {
                resolution.assignedGlobals.insert(name.text)
            } else {
                noteField(base, suffixes.first?.constantName?.text)
                expression(target)
            }
        default: expression(target)
        }
    }
}
