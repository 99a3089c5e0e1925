import AutomationCore

/// The documentation of one function.
struct FunctionPage {
    let function: HostFunction
    /// The module or the kind of object, and what stands between: `password.`.
    let owner: String

    /// The page's lines.
    var lines: [String] {
        var lines = [FunctionSignature.text(of: function, owner: owner), "", function.summary]
        lines += Self.section("PARAMETERS", function.parameters.map(Self.row))
        if function.isVariadic { lines.append("  ...  further values of any type") }
        lines += Self.section("OPTIONS", function.options.map(Self.row))
        let result = function.returns.map { "\(PlainTypeText.given($0.type)): \($0.summary)" } ?? "nothing"
        lines += ["", "RETURNS:", "  " + result]
        let errors = ([.argument, .cancelled] + function.errors).map(\.rawValue)
        lines += ["", "RAISES:", "  " + errors.joined(separator: ", ")]
        lines += ["", "EFFECT:", "  \(function.effect.rawValue). \(EffectText.line(function.effect))"]
        lines += ["", "WAITS:", "  " + (function.isAsync ? "yes; only the task that calls it stands still" : "no")]
        return lines
    }

    /// A heading with rows of two columns under it; nothing when there are none.
    static func section(_ heading: String, _ rows: [(String, String)]) -> [String] {
        rows.isEmpty ? [] : ["", heading + ":"] + Self.rows(rows)
    }

    /// Rows of two columns. What is too wide for the first one has its second below.
    static func rows(_ rows: [(String, String)]) -> [String] {
        let widest = 40
        let width = rows.map(\.0.count).filter { $0 <= widest }.max() ?? 0
        return rows.flatMap { name, summary in
            let indent = String(repeating: " ", count: 4 + width)
            guard name.count <= width else { return ["  " + name, indent + summary] }
            return ["  " + name + String(repeating: " ", count: width - name.count) + "  " + summary]
        }
    }

    /// A parameter, an option or a field as a row.
    static func row(_ parameter: Parameter) -> (String, String) {
        let word = parameter.isOptional && parameter.defaultText == nil ? "; may be left out" : ""
        let standIn = parameter.defaultText.map { "; default: \($0)" } ?? word
        return ("\(parameter.name): \(PlainTypeText.taken(parameter.type))", parameter.summary + standIn)
    }
}
