import Yams

/// A key of a mapping in a YAML text with its value, and where it stands.
struct YAMLEntry {
    let key: String
    let value: Node
    /// The key's place, counted from 1.
    let mark: Mark

    /// How many characters stand before it.
    var indentation: Int { mark.column - 1 }
    /// The line that it is in, counted from 1.
    var line: Int { mark.line }
}

extension Node {
    /// Whether nothing is written here.
    var isNothing: Bool { scalar.map { $0.string.isEmpty && [.any, .plain].contains($0.style) } ?? false }
}

extension Node.Mapping {
    /// What stands before the keys of a mapping that is written in lines.
    var indentation: Int? { first?.key.mark.map { $0.column - 1 } }

    /// What is written under a key.
    func entry(_ name: String) -> YAMLEntry? {
        for (key, value) in self where key.string == name {
            return key.mark.map { YAMLEntry(key: name, value: value, mark: $0) }
        }
        return nil
    }
}
