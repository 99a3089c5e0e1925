/// Where in a value something is, for messages: `users[2].password`.
struct ValuePath: CustomStringConvertible {
    private enum Step {
        case field(String)
        case element(Int)
    }

    private var steps: [Step] = []

    /// Goes into a field.
    mutating func enter(field name: String) { steps.append(.field(name)) }

    /// Goes into an element, counted from 1.
    mutating func enter(element number: Int) { steps.append(.element(number)) }

    /// Goes back to where it was before.
    mutating func leave() { steps.removeLast() }

    /// How many tables one is in.
    var depth: Int { steps.count }

    var description: String {
        guard !steps.isEmpty else { return "the value" }
        return steps.enumerated().map { index, step in
            switch step {
            case .field(let name): index == 0 ? name : "." + name
            case .element(let number): "[\(number)]"
            }
        }.joined()
    }
}
