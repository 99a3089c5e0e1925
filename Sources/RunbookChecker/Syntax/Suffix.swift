/// What follows a value: a field, an index or a call.
struct Suffix {
    enum Kind {
        case field(Name)
        case index(Expression)
        case call([Expression])
        case method(Name, [Expression])
    }

    let kind: Kind
    /// Where the arguments begin, or the field.
    let start: Int
    /// The byte behind it.
    let end: Int

    var isCall: Bool {
        switch kind {
        case .call, .method: true
        case .field, .index: false
        }
    }
}

extension Suffix {
    /// The name of the field, written with a dot or as a text in brackets; nil when it is no field or not known.
    var constantName: Name? {
        switch kind {
        case .field(let name): return name
        case .index(let key):
            guard case .string(let bytes) = key.kind, let text = String(validating: bytes, as: UTF8.self) else {
                return nil
            }
            return Name(text: text, offset: key.start)
        case .call, .method: return nil
        }
    }
}
