import AutomationCore
import Yams

extension Value {
    /// What a node of a YAML file stands for: what is in quotes is text, and so is what only looks like a date.
    init(_ node: Node) {
        switch node {
        case .scalar(let scalar): self = Self.value(scalar, tag: node.tag.description)
        case .sequence(let sequence): self = .list(sequence.map { Value($0) })
        case .mapping(let mapping):
            var values: [String: Value] = [:]
            for (key, node) in mapping { values[key.string ?? ""] = Value(node) }
            self = .record(values)
        case .alias: self = .none
        }
    }

    private static func value(_ scalar: Node.Scalar, tag: String) -> Value {
        let text = Value.string(scalar.string)
        guard [.any, .plain].contains(scalar.style) else { return text }
        return switch tag {
        case "tag:yaml.org,2002:null": .none
        case "tag:yaml.org,2002:bool": Bool.construct(from: scalar).map { .boolean($0) } ?? text
        case "tag:yaml.org,2002:int": Int.construct(from: scalar).map { .integer(Int64($0)) } ?? text
        case "tag:yaml.org,2002:float": Double.construct(from: scalar).map { .number($0) } ?? text
        default: text
        }
    }
}
