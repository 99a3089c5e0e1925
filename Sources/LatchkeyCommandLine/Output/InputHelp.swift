import RunbookEngine

/// A runbook's inputs as text.
struct InputHelp {
    /// The path as it was typed.
    let script: String
    /// The inputs by name; nil when it declares none.
    let inputs: [InputDescription]?

    /// The lines of the help.
    var lines: [String] {
        let shown = TableText.plain(script)
        let general = "'latchkey run --help' lists the options of every run."
        guard let inputs, !inputs.isEmpty else {
            return ["\(shown) declares no inputs: it takes no --var.", "", general]
        }
        let required = inputs.filter { !$0.isOptional }.map { " " + Self.flag($0) }.joined()
        return ["USAGE: latchkey run \(shown)\(required)", "", "INPUTS:"]
            + TableText.lines(inputs.map(Self.row)).map { "  " + $0 }
            + ["", "HOW TO GIVE THEM:"]
            + TableText.lines(inputs.map { [$0.name, $0.flag, $0.variable] }).map { "  " + $0 }
            + [
                "",
                "Also in a JSON or YAML file, with --vars FILE. The command line goes before files, files go before",
                "the environment. A secret comes from --secret, from a file that nobody else can read, from the",
                "environment, or is asked for on the terminal.", "", general,
            ]
    }

    /// The flag without what is said to people about it: `--server ID`.
    private static func flag(_ input: InputDescription) -> String {
        String(input.flag.prefix { $0 != "," || input.flag.hasPrefix("--var") })
    }

    private static func row(_ input: InputDescription) -> [String] {
        var notes = input.help.isEmpty ? [] : [input.help]
        if !input.choices.isEmpty { notes.append("one of " + input.choices.joined(separator: ", ")) }
        let need = input.defaultText.map { "default: \($0)" } ?? (input.isOptional ? "optional" : "required")
        return [input.name, input.type, need] + (notes.isEmpty ? [] : [notes.joined(separator: "; ")])
    }
}
