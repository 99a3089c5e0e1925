/// What somebody who wants a name completed has typed of it.
struct SessionPlace: Equatable {
    enum Kind: Equatable {
        /// A variable or a keyword.
        case variable
        /// A field, behind a dot.
        case field
        /// A method, behind a colon.
        case method
        /// A module, in the quotes behind `require`.
        case module
    }

    var kind: Kind
    /// The names that lead to it: `a.b:` is a, b.
    var path: [String]
    /// The beginning of the name itself.
    var prefix: String

    /// Reads the line up to the cursor; nil where no name can be completed.
    init?(_ line: String) {
        if let match = line.wholeMatch(of: #/(?:.*[^A-Za-z0-9_.:])?require[ ]*[(]?[ ]*["']([A-Za-z0-9_.]*)/#) {
            self.init(kind: .module, path: [], prefix: String(match.1))
            return
        }
        guard let match = line.firstMatch(of: #/(?:[A-Za-z_][A-Za-z0-9_]*[.:])*[A-Za-z_]?[A-Za-z0-9_]*$/#) else {
            return nil
        }
        // Behind a number, a call or a quote there is nothing that could be looked up without being run.
        let before = line[..<match.range.lowerBound]
        if let last = before.last, last.isLetter || last.isNumber || "_.:\"'".contains(last) {
            // Two dots put texts together.
            guard before.hasSuffix("..") else { return nil }
        }
        let text = match.0
        guard let separator = text.lastIndex(where: { $0 == "." || $0 == ":" }) else {
            self.init(kind: .variable, path: [], prefix: String(text))
            return
        }
        let path = text[..<separator].split { $0 == "." || $0 == ":" }.map(String.init)
        let prefix = String(text[text.index(after: separator)...])
        self.init(kind: text[separator] == ":" ? .method : .field, path: path, prefix: prefix)
    }

    init(kind: Kind, path: [String], prefix: String) {
        self.kind = kind
        self.path = path
        self.prefix = prefix
    }
}
