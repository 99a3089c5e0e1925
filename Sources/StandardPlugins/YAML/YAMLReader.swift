import AutomationCore
import Yams

/// Reads YAML, of its tags those of the core schema alone, within limits; `no` and `on` are texts, as YAML 1.2 has it.
struct YAMLReader {
    /// The largest text.
    private static let largest = 4 << 20
    /// The most values, those counted again that an alias repeats: nine aliases of nine aliases would fill the memory.
    private static let mostValues = 1_000_000

    private var count = 0
    private var depth = 0

    /// Reads a document.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/format`` that names the line and shows nothing of the text.
    static func value(_ bytes: [UInt8]) throws(AutomationError) -> Value {
        guard bytes.count <= largest else {
            throw AutomationError(.format, "the text has \(bytes.count) bytes, and at most \(largest) are read as YAML")
        }
        guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
            throw AutomationError(.format, "the text is not valid UTF-8, which YAML must be")
        }
        guard !YAMLKeyScan.hasRiskyKeys(bytes) else {
            throw AutomationError(.format, "a text with aliases must have no keys but plain names")
        }
        let node: Node?
        do { node = try Yams.compose(yaml: text) } catch {
            throw failure("this is not YAML", line: line(of: error), error)
        }
        guard let node else { return .object(Marker.null) }
        var reader = YAMLReader()
        return try reader.value(node)
    }

    private mutating func value(_ node: Node) throws(AutomationError) -> Value {
        count += 1
        depth += 1
        defer { depth -= 1 }
        let line = node.mark?.line
        guard count <= Self.mostValues else {
            throw Self.failure("with its aliases written out, the text has too many values", line: line)
        }
        guard depth <= DocumentLimits.depth + 1 else {
            throw Self.failure("tables are nested deeper than \(DocumentLimits.depth)", line: line)
        }
        switch node {
        case .scalar(let scalar):
            guard let value = YAMLScalar.value(scalar) else { throw Self.failure("the tag is not known", line: line) }
            return value
        case .sequence(let sequence):
            try Self.check(sequence.tag, is: "seq", line)
            var values: [Value] = []
            for element in sequence { values.append(try value(element)) }
            return .list(values)
        case .mapping(let mapping):
            try Self.check(mapping.tag, is: "map", line)
            return .record(try fields(mapping))
        case .alias:
            throw Self.failure("the alias stands for nothing", line: line)
        }
    }

    private mutating func fields(_ mapping: Node.Mapping) throws(AutomationError) -> [String: Value] {
        var own: [String: Value] = [:]
        var lent: [String: Value] = [:]
        for (key, node) in mapping {
            guard case .scalar(let scalar) = key else {
                throw Self.failure("a key must be a text", line: key.mark?.line)
            }
            let inner = try value(node)
            // `<<: *defaults`: fields that another table lends, unless this one has its own.
            if scalar.string == "<<", scalar.style == .plain {
                lent.merge(try Self.lent(inner, key.mark?.line)) { first, _ in first }
            } else {
                own[scalar.string] = inner
            }
        }
        return lent.merging(own) { $1 }
    }

    private static func lent(_ value: Value, _ line: Int?) throws(AutomationError) -> [String: Value] {
        switch value {
        case .record(let fields): return fields
        case .list(let values):
            var fields: [String: Value] = [:]
            for value in values { fields.merge(try lent(value, line)) { first, _ in first } }
            return fields
        default: throw failure("<< lends the fields of a table, and of nothing else", line: line)
        }
    }

    private static func check(_ tag: Tag, is name: String, _ line: Int?) throws(AutomationError) {
        guard ["", "!", "tag:yaml.org,2002:" + name].contains(tag.description) else {
            throw failure("the tag is not known", line: line)
        }
    }

    private static func failure(_ message: String, line: Int?, _ error: (any Error)? = nil) -> AutomationError {
        let isTwice = if case .duplicatedKeysInMapping = error as? YamlError { true } else { false }
        let text = isTwice ? "a key is there twice" : message
        return AutomationError(.format, line.map { "line \($0): \(text)" } ?? text)
    }

    private static func line(of error: any Error) -> Int? {
        switch error {
        case YamlError.scanner(_, _, let mark, _), YamlError.parser(_, _, let mark, _),
            YamlError.composer(_, _, let mark, _):
            mark.line
        case YamlError.duplicatedKeysInMapping(_, let context): context.mark.line
        default: nil
        }
    }
}
