/// Follows `goto`, labels and `break` through the blocks of one function, by the rules of Lua's compiler.
struct JumpTracker {
    private struct Label {
        let name: Name
        /// How many variables can be seen there.
        let variables: Int
    }

    private struct Jump {
        /// Where it goes; nil for a `break`.
        let label: Name?
        let offset: Int
        var variables: Int
    }

    private struct Block {
        let variables: Int
        let firstLabel: Int
        let firstJump: Int
        let isLoop: Bool
    }

    private var blocks: [Block] = []
    /// The labels that can be seen, in order and by name.
    private var labels: [Label] = []
    private var labelsByName: [String: Label] = [:]
    private var jumps: [Jump] = []

    mutating func enterBlock(variables: Int, isLoop: Bool) {
        blocks.append(Block(variables: variables, firstLabel: labels.count, firstJump: jumps.count, isLoop: isLoop))
    }

    mutating func addBreak(at offset: Int, variables: Int) {
        jumps.append(Jump(label: nil, offset: offset, variables: variables))
    }

    mutating func addJump(to name: Name, at offset: Int, variables: Int) {
        // Backwards every label that can be seen will do.
        guard labelsByName[name.text] == nil else { return }
        jumps.append(Jump(label: name, offset: offset, variables: variables))
    }

    /// A label; the variables of the block that are `active` here.
    mutating func addLabel(
        _ name: Name,
        isLast: Bool,
        active: [Variable],
        source: SourceText
    ) -> [SyntaxError] {
        if let other = labelsByName[name.text] {
            let line = source.line(at: other.name.offset)
            return [SyntaxError(message: "label '\(name.text)' already defined on line \(line)", offset: name.offset)]
        }
        guard let block = blocks.last else { return [] }
        // Behind the last statement of a block its variables are out of sight already.
        let variables = isLast ? block.variables : active.count
        let label = Label(name: name, variables: variables)
        labels.append(label)
        labelsByName[name.text] = label
        var problems: [SyntaxError] = []
        for jump in jumps[block.firstJump...] where jump.label?.text == name.text && jump.variables < variables {
            let line = source.line(at: jump.offset)
            let message =
                "<goto \(name.text)> at line \(line) jumps into the scope of local '\(active[jump.variables].name.text)'"
            problems.append(SyntaxError(message: message, offset: jump.offset))
        }
        let pending = jumps[block.firstJump...].filter { $0.label?.text != name.text }
        jumps.replaceSubrange(block.firstJump..., with: pending)
        return problems
    }

    mutating func leaveBlock(source: SourceText) -> [SyntaxError] {
        guard let block = blocks.popLast() else { return [] }
        for label in labels[block.firstLabel...] { labelsByName[label.name.text] = nil }
        labels.removeSubrange(block.firstLabel...)
        // What is pending from before the block belongs to the blocks around it.
        var pending = Array(jumps[block.firstJump...])
        if block.isLoop { pending.removeAll { $0.label == nil } }
        for index in pending.indices { pending[index].variables = min(pending[index].variables, block.variables) }
        jumps.replaceSubrange(block.firstJump..., with: pending)
        guard blocks.isEmpty else { return [] }
        return jumps.map { jump in
            let line = source.line(at: jump.offset)
            let message =
                jump.label.map { "no visible label '\($0.text)' for <goto> at line \(line)" }
                ?? "break outside a loop at line \(line)"
            return SyntaxError(message: message, offset: jump.offset)
        }
    }
}
