/// The type of a parameter, an option, a field or a result.
public indirect enum ParameterType: Sendable, Equatable {
    case any
    case boolean
    case integer
    case number
    case string
    /// `"90s"`, `"10m"` or a number of seconds; never negative.
    case duration
    /// A whole number, or a share of a whole: `"5%"`. Never negative.
    case amount
    /// One of these words.
    case choice([String])
    /// A host object with this type name. Where a server is expected, its id as a string will do too; where a secret
    /// is, a string, which becomes one.
    case object(String)
    case function
    case list(ParameterType)
    /// A table with text keys.
    case record
    /// The type, or nothing.
    case optional(ParameterType)

    /// A server, or its id.
    public static var server: ParameterType { .object(Server.objectType.name) }
    /// A secret.
    public static var secret: ParameterType { .object(Secret.objectType.name) }

    /// The words that it takes; none when it takes anything but a choice of words.
    package var choices: [String] {
        switch self {
        case .choice(let words): words
        case .optional(let type): type.choices
        default: []
        }
    }

    /// The type without nothing.
    package var required: ParameterType {
        if case .optional(let type) = self { type.required } else { self }
    }

    /// Whether a secret may be in it.
    package var holdsSecret: Bool {
        switch self {
        case .object(let name): name == Secret.objectType.name
        case .optional(let type), .list(let type): type.holdsSecret
        default: false
        }
    }

    /// A noun with its article: `an apple`.
    package static func article(_ noun: String) -> String {
        (noun.first.map { "aeiou".contains($0) } ?? false ? "an " : "a ") + noun
    }

    /// What messages call it, with an article: `a duration ("90s", "10m" or a number of seconds)`.
    public var expectation: String {
        switch self {
        case .any: "a value"
        case .boolean: "a boolean"
        case .integer: "a whole number"
        case .number: "a number"
        case .string: "a string"
        case .duration: #"a duration ("90s", "10m" or a number of seconds)"#
        case .amount: #"a whole number or a share like "5%""#
        case .choice(let words): "one of " + words.map { "\"\($0)\"" }.joined(separator: ", ")
        case .object(Server.objectType.name): "a server or its id"
        case .object(Secret.objectType.name): "a secret or a string"
        case .object(let name): Self.article(name)
        case .function: "a function"
        case .list(let element): "a list, each element \(element.expectation)"
        case .record: "a table with named fields"
        case .optional(let type): "\(type.expectation) or nil"
        }
    }
}
