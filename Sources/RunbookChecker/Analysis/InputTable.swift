import AutomationCore

/// The values of the declared inputs, as the script holds them.
final class InputTable {
    /// The type of each declared input.
    let types: [String: ParameterType]
    /// Whether the script hands the table on or puts something into it: it may have other fields then.
    var isOpen = false

    init(types: [String: ParameterType]) {
        self.types = types
    }
}
