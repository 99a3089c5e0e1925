import AutomationCore

/// What is wrong with the modules that a plugin declares.
enum DeclarationProblems {
    /// Lua's own words, which cannot stand behind a dot.
    private static let words: Set<String> = [
        "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in", "local", "nil",
        "not", "or", "repeat", "return", "then", "true", "until", "while",
    ]

    /// The names that cannot be, each in a sentence.
    static func names(in modules: [HostModule], reserved: Set<String>) -> [String] {
        var problems: [String] = []
        var seen: Set<String> = []
        for module in modules {
            let place = "the module \"\(module.name)\""
            if !PluginManifest.isLegal(module.name) { problems.append("\(place) has no legal name") }
            if reserved.contains(module.name) { problems.append("\(place) has the name of a built-in one") }
            if !seen.insert(module.name).inserted { problems.append("\(place) is there twice") }
            problems += doubles(module.functions.map(\.name)).map { "\(place) has the function \"\($0)\" twice" }
            for function in module.functions {
                let place = "the function \(module.name).\(function.name)"
                if !isLegal(function.name) { problems.append("\(place) has no legal name") }
                let names = (function.parameters + function.options).map(\.name)
                problems += names.filter { !isLegal($0) }.map { "\(place): the parameter \"\($0)\" has no legal name" }
                problems += doubles(names).map { "\(place) has the parameter \"\($0)\" twice" }
            }
        }
        return problems
    }

    /// What is not described, each in a sentence.
    static func descriptions(in modules: [HostModule]) -> [String] {
        var problems: [String] = []
        func look(_ what: String, _ summary: String) {
            let isBlank = summary.allSatisfy(\.isWhitespace)
            if isBlank { problems.append("\(what) is not described") }
            if summary.contains(where: \.isNewline) { problems.append("\(what) is described in more than one line") }
        }
        for module in modules {
            look("the module \"\(module.name)\"", module.summary)
            for constant in module.constants { look("the constant \(module.name).\(constant.name)", constant.summary) }
            for function in module.functions {
                let place = "the function \(module.name).\(function.name)"
                look(place, function.summary)
                for parameter in function.parameters + function.options {
                    look("\(place): the parameter \"\(parameter.name)\"", parameter.summary)
                }
                if let result = function.returns { look("\(place): its result", result.summary) }
            }
        }
        return problems
    }

    private static func doubles(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.filter { !seen.insert($0).inserted }
    }

    private static func isLegal(_ name: String) -> Bool {
        guard let first = name.utf8.first, letters.contains(first), !words.contains(name) else { return false }
        return name.utf8.allSatisfy { letters.contains($0) || digits.contains($0) || $0 == UInt8(ascii: "_") }
    }

    private static let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
    private static let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
}
