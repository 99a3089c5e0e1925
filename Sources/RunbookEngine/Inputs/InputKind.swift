/// The types that an input can have.
enum InputKind: String, CaseIterable, Sendable {
    case string, number, boolean, duration, file, secret, choice, list, server, servers

    /// Those that the elements of a list can have: what one text can stand for.
    static let ofElements: [InputKind] = [.string, .number, .boolean, .duration, .file, .choice]
}
