import AutomationCore

extension Analysis {
    /// What is done with a value.
    enum Use {
        case reading
        /// It is only looked at whether it is there.
        case testing
        /// It gets to where it can no longer be followed.
        case handingOn
    }

    mutating func visit(_ expression: Expression, as use: Use) {
        switch expression.kind {
        case .nil, .boolean, .integer, .number, .string, .ellipsis: break
        case .function(let body): function(body)
        case .table(let table): self.table(table)
        case .name(let name):
            read(name)
            if use == .handingOn { handOn(evaluation.value(of: expression)) }
        case .parenthesized(let inner): visit(inner, as: use)
        case .unary(let sign, let operand): visit(operand, as: sign == .not ? .testing : .reading)
        case .binary(let first, let steps): binary(first, steps, as: use)
        case .suffixed(let base, let suffixes):
            let value = chain(base, suffixes[...], as: use)
            if use == .handingOn { handOn(value) }
        }
    }

    /// Goes along fields and calls and gives the value at their end.
    mutating func chain(_ base: Expression, _ suffixes: ArraySlice<Suffix>, as use: Use = .reading) -> StaticValue {
        if case .name(let name) = base.kind { read(name) } else { visit(base, as: .reading) }
        var value = evaluation.value(of: base)
        // Where what is called begins: behind a call it is the next call.
        var start = base.start
        for (index, suffix) in zip(suffixes.indices, suffixes) {
            let isLast = index == suffixes.endIndex - 1
            self.suffix(suffix, behind: value, from: start, as: isLast ? use : .reading)
            value = evaluation.value(of: suffix, behind: value)
            if suffix.isCall { start = suffix.end }
        }
        return value
    }

    private mutating func suffix(_ suffix: Suffix, behind owner: StaticValue, from start: Int, as use: Use) {
        switch suffix.kind {
        case .field(let name): access(name, of: owner, as: use)
        case .index(let key):
            if let name = suffix.constantName { access(name, of: owner, as: use) } else { visit(key, as: .reading) }
        case .call(let arguments):
            call(owner, arguments, at: start)
        case .method(let name, let arguments):
            access(name, of: owner, as: .reading, isMethod: true)
            handOn(owner)
            call(evaluation.method(name.text, of: owner), arguments, at: name.offset, receiver: owner)
        }
    }

    private mutating func access(_ name: Name, of owner: StaticValue, as use: Use, isMethod: Bool = false) {
        let base = isMethod && owner.isText ? StandardLibrary.byName["string"].map { .library($0) } ?? owner : owner
        let access = FieldAccess(base: base, name: name, purpose: use == .testing ? .test : .read)
        tell { $0.field(access, in: $1) }
    }

    private mutating func read(_ name: Name) {
        guard script.resolution.uses[name.offset] == nil, !script.resolution.privateNames.contains(name.offset) else {
            return
        }
        tell { $0.global(name, in: $1) }
    }

    mutating func handOn(_ value: StaticValue) {
        switch value {
        case .inputs(let table): table.isOpen = true
        case .library: tell { $0.field(FieldAccess(base: value, name: nil, purpose: .assignment), in: $1) }
        default: break
        }
    }

    private mutating func table(_ table: TableConstructor) {
        for item in table.items {
            if case .computed(let key) = item.key { visit(key, as: .reading) }
            visit(item.value, as: .handingOn)
            guard let name = item.name, case .function(let body) = evaluation.value(of: item.value) else { continue }
            tell { $0.function(body, named: name, in: $1) }
        }
    }

    /// Visits operands, but for those that are certain not to be looked at: `table.unpack or unpack`.
    private mutating func binary(_ first: Expression, _ steps: [BinaryStep], as use: Use) {
        func operandUse(_ sign: BinaryOperator?) -> Use {
            switch sign {
            case .and, .or: use == .handingOn ? .handingOn : .testing
            case .equality: .testing
            default: .reading
            }
        }
        visitOperand(first, operandUse(steps.first?.operator))
        var truth = evaluation.value(of: first).truth
        for step in steps {
            let isSkipped =
                switch step.operator {
                case .or: truth == true
                case .and: truth == false
                default: false
                }
            guard !isSkipped else { continue }
            visitOperand(step.operand, operandUse(step.operator))
            switch step.operator {
            case .or, .and: truth = truth == nil ? nil : evaluation.value(of: step.operand).truth
            default: truth = nil
            }
        }
    }

    private mutating func visitOperand(_ operand: Expression, _ use: Use) {
        visit(operand, as: use == .handingOn ? .testing : use)
        // Either operand may be what comes out.
        if use == .handingOn { handOn(evaluation.value(of: operand)) }
    }
}
