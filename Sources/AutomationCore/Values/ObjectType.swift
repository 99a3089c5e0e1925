/// The one declaration of a kind of host object.
public struct ObjectType: Sendable {
    /// What a script author calls it, in lower case: `sealed password`.
    public var name: String
    /// What it is, in one line.
    public var summary: String
    /// The fields a script may read.
    public var fields: [Parameter]
    /// The functions a script may call on it with a colon; the object itself is their first parameter and is not
    /// declared.
    public var methods: [HostFunction]

    /// Declares a kind of host object.
    public init(name: String, summary: String, fields: [Parameter] = [], methods: [HostFunction] = []) {
        self.name = name
        self.summary = summary
        self.fields = fields
        self.methods = methods
    }
}
