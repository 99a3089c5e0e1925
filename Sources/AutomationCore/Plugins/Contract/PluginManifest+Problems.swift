extension PluginManifest {
    /// The longest name.
    private static let longestName = 40

    /// What is wrong with the manifest, each in one sentence; empty when nothing is.
    public var problems: [String] {
        var problems: [String] = []
        if !Self.isLegal(name) {
            problems.append(
                "the name must be lower-case letters, digits, - and _, with a letter first, and at most "
                    + "\(Self.longestName) characters long"
            )
        }
        if version.isEmpty { problems.append("there is no version") }
        if summary.isEmpty { problems.append("there is no summary") }
        if contractVersion != Self.currentContractVersion {
            problems.append(
                "it was made for version \(contractVersion) of the plugin contract; this release has version "
                    + "\(Self.currentContractVersion)"
            )
        }
        var seen: Set<String> = []
        for option in options {
            if !Self.isLegal(option.name) { problems.append("the option \"\(option.name)\" has no legal name") }
            if option.summary.isEmpty { problems.append("the option \"\(option.name)\" is not described") }
            if !seen.insert(option.name).inserted { problems.append("the option \"\(option.name)\" is there twice") }
        }
        return problems
    }

    /// Whether a plugin, an option or a module may be called so.
    public static func isLegal(_ name: String) -> Bool {
        guard let first = name.utf8.first, name.utf8.count <= longestName else { return false }
        let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        return letters.contains(first)
            && name.utf8.allSatisfy {
                letters.contains($0) || digits.contains($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
            }
    }
}
