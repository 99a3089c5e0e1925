import AutomationCore

extension Analysis {
    mutating func statement(_ statement: Statement) {
        switch statement.kind {
        case .assignment(let targets, let values):
            for value in values { visit(value, as: .handingOn) }
            for (index, target) in targets.enumerated() {
                assign(to: target, index < values.count ? evaluation.value(of: values[index]) : .unknown)
            }
        case .call(let call): visit(call, as: .reading)
        case .block(let body): block(body)
        case .whileLoop(let condition, let body):
            visit(condition, as: .testing)
            block(body)
        case .repeatLoop(let body, let condition):
            block(body)
            visit(condition, as: .testing)
        case .conditional(let branches, let otherwise):
            for branch in branches {
                visit(branch.condition, as: .testing)
                block(branch.block)
            }
            if let otherwise { block(otherwise) }
        case .numericFor(_, let bounds, let body):
            for bound in bounds { visit(bound, as: .reading) }
            block(body)
        case .genericFor(let names, let values, let body):
            for value in values { visit(value, as: .handingOn) }
            noteElements(names, values)
            block(body)
        case .function(let target, let body):
            assign(to: target, .function(body))
            function(body)
        case .localFunction(let name, let body):
            note(.function(body), of: name)
            function(body)
        case .local(let locals, let values): declare(locals, values)
        case .returning(let values):
            for value in values { visit(value, as: .handingOn) }
        case .breaking, .goto, .label, .empty: break
        }
    }

    private mutating func declare(_ locals: [Statement.Local], _ values: [Expression]) {
        for (index, value) in values.enumerated() {
            let variable = index < locals.count ? script.resolution.declarations[locals[index].name.offset] : nil
            // A variable that stays what it is is another name for the value, and hands nothing on.
            visit(value, as: variable?.isReassigned == false ? .reading : .handingOn)
        }
        let isOpen = values.last?.isMultiple ?? false
        for (index, local) in locals.enumerated() {
            if index < values.count {
                note(evaluation.value(of: values[index]), of: local.name)
            } else if !isOpen {
                note(.known(.none), of: local.name)
            }
        }
    }

    /// The second variable of a loop over a list holds its elements.
    private func noteElements(_ names: [Name], _ values: [Expression]) {
        guard names.count > 1, values.count == 1, case .suffixed(let base, let suffixes) = values[0].kind,
            suffixes.count == 1, case .call(let arguments) = suffixes[0].kind, let list = arguments.first,
            case .libraryFunction(_, name: "ipairs") = evaluation.value(of: base),
            let element = evaluation.value(of: list).elementType
        else { return }
        note(.ofType(element), of: names[1])
    }

    private mutating func assign(to target: Expression, _ value: StaticValue) {
        guard case .suffixed(let base, let suffixes) = target.kind, let last = suffixes.last else { return }
        let owner = chain(base, suffixes.dropLast())
        if case .inputs(let table) = owner { table.isOpen = true }
        guard let name = last.constantName else {
            if case .index(let key) = last.kind { visit(key, as: .reading) }
            return handOn(owner)
        }
        tell { $0.field(FieldAccess(base: owner, name: name, purpose: .assignment), in: $1) }
        if case .function(let body) = value { tell { $0.function(body, named: name, in: $1) } }
    }
}
