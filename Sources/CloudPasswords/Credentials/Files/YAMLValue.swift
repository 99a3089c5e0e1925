import AutomationCore
import Yams

/// A value of a YAML file, in which every scalar is the text that was written: a password of digits is no number.
enum YAMLValue: Sendable {
    case text(String)
    case mapping([String: YAMLValue])
    case list([YAMLValue])
    case null

    /// Reads a file.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/authentication`` that names the line, and never its text: the
    ///   parser's own errors quote it.
    init(_ text: String, path: String) throws(AutomationError) {
        do {
            guard let node = try Yams.compose(yaml: text) else {
                self = .null
                return
            }
            self = Self.value(node)
        } catch {
            throw AutomationError(
                .authentication,
                "\(path) is not YAML\(Self.line(of: error).map { ": see line \($0)" } ?? "")"
            )
        }
    }

    subscript(_ name: String) -> YAMLValue? {
        guard case .mapping(let members) = self else { return nil }
        return members[name]
    }

    /// The text of a scalar; nil for anything else, for null and for an empty text.
    var text: String? {
        guard case .text(let text) = self, !text.isEmpty else { return nil }
        return text
    }

    /// The members of a mapping; none for anything else.
    var members: [String: YAMLValue] {
        guard case .mapping(let members) = self else { return [:] }
        return members
    }

    /// The same with the members of `other`, which go before its own, however deep.
    func merging(_ other: YAMLValue) -> YAMLValue {
        guard case .mapping(let own) = self, case .mapping(let others) = other else { return other }
        return .mapping(own.merging(others) { $0.merging($1) })
    }

    private static func value(_ node: Node) -> YAMLValue {
        switch node {
        case .scalar(let scalar):
            return node.null == nil ? .text(scalar.string) : .null
        case .sequence(let sequence):
            return .list(sequence.map(value))
        case .mapping(let mapping):
            var inherited = YAMLValue.mapping([:])
            var members: [String: YAMLValue] = [:]
            for (key, node) in mapping {
                guard let name = key.string else { continue }
                // `<<: *defaults`: members that another mapping lends, unless this one has its own.
                if name == "<<" {
                    inherited = lent(by: value(node))
                } else {
                    members[name] = value(node)
                }
            }
            return .mapping(inherited.members.merging(members) { $1 })
        case .alias:
            return .null
        }
    }

    /// What a merge key gives: a mapping, or a list of them, of which the first goes before.
    private static func lent(by value: YAMLValue) -> YAMLValue {
        guard case .list(let values) = value else { return value }
        return .mapping(values.reduce(into: [:]) { $0.merge($1.members) { first, _ in first } })
    }

    private static func line(of error: any Error) -> Int? {
        switch error {
        case YamlError.scanner(_, _, let mark, _), YamlError.parser(_, _, let mark, _),
            YamlError.composer(_, _, let mark, _):
            mark.line
        default: nil
        }
    }
}
