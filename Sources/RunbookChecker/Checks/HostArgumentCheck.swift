import AutomationCore

/// The arguments of the host's functions, sorted as ``ArgumentChecker`` sorts them when the script runs.
struct HostArgumentCheck: Check {
    private(set) var findings: [Finding] = []

    mutating func call(_ call: CallSite, in script: Script) {
        guard case .hostFunction(let function, let name, let isMethod) = call.callee else { return }
        // What a method is called on with a dot may be anything.
        if isMethod, call.receiver == nil { return }
        var sorting = ArgumentSorting(
            function: function,
            checker: ArgumentChecker(function: function, qualifiedName: name),
            judgement: TypeJudgement(Evaluation(script: script)),
            call: call
        )
        guard let receiver = call.receiver, !isMethod else {
            sorting.sort(call.certainArguments, script)
            findings += sorting.findings
            return
        }
        // A colon passes the module itself: one finding says so, and all that follows from it goes unsaid.
        let owner = Expression(kind: .nil, start: call.offset, end: call.offset)
        sorting.sort([CallSite.Argument(expression: owner, value: receiver)] + call.certainArguments, script)
        guard let first = sorting.findings.first else { return }
        let hint = "a function of a module is called with a dot: \(name)(...)"
        findings.append(Finding(first.code, first.message, hint: hint, at: first.offset))
    }
}
