/// What a runbook may write in the declaration of an input.
public struct InputVocabulary: Sendable {
    /// The fields of a declaration: `type`, `help`, ...
    public var fields: [Parameter]
    /// The type of an input's value by the word that declares it: `servers` gives a list of servers.
    public var types: [String: ParameterType]

    /// Describes declarations. Without fields any are taken.
    public init(fields: [Parameter] = [], types: [String: ParameterType] = [:]) {
        self.fields = fields
        self.types = types
    }
}
