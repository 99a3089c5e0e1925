/// A table as it is written: `{ 1, 2, name = "x", [key] = value }`.
final class TableConstructor {
    struct Item {
        enum Key {
            case none
            case name(Name)
            case computed(Expression)
        }

        let key: Key
        let value: Expression
    }

    let items: [Item]

    init(items: [Item]) {
        self.items = items
    }

    /// The items with a key that is known, and the key; nil when one is not, or there are positional items.
    var namedItems: [(name: Name, value: Expression)]? {
        var named: [(Name, Expression)] = []
        for item in items {
            guard let name = item.name else { return nil }
            named.append((name, item.value))
        }
        return named
    }
}

extension TableConstructor.Item {
    /// The text that is its key, written either way; nil when it is not known, or when there is none.
    var name: Name? {
        switch key {
        case .none: return nil
        case .name(let name): return name
        case .computed(let expression):
            guard case .string(let bytes) = expression.kind, let text = String(validating: bytes, as: UTF8.self) else {
                return nil
            }
            return Name(text: text, offset: expression.start)
        }
    }
}
