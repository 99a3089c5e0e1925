import AutomationCore

/// A plain table that scripts meet or write, for documentation.
struct TableDescription: Sendable {
    /// What documentation calls it.
    let name: String
    /// What it is, in one line.
    let summary: String
    /// Its fields.
    let fields: [Parameter]

    /// The table that an error is in a script. A test holds it against what scripts get.
    static let error = TableDescription(
        name: "error",
        summary: "What pcall gives when a host function has failed. tostring makes one readable line of it.",
        fields: [
            Parameter("kind", .string, "what sort of thing went wrong, one word"),
            Parameter("message", .string, "one sentence"),
            Parameter("text", .string, "the readable line that tostring gives"),
            Parameter("operation", .optional(.string), "the host function or the API operation"),
            Parameter("server", .optional(.string), "the server concerned"),
            Parameter("status", .optional(.integer), "the HTTP status that the cloud answered with"),
            Parameter("code", .optional(.string), "the cloud's own code, like Ecs.0114"),
            Parameter("request_id", .optional(.string), "the cloud's id of the request"),
            Parameter("retryable", .boolean, "whether the same call may succeed later"),
            Parameter("retry_after", .optional(.number), "how many seconds the cloud wants to be left alone"),
            Parameter("hint", .optional(.string), "what to do about it"),
            Parameter("cause", .optional(.record), "the error that led to this one, of the same shape"),
            Parameter("location", .optional(.string), "where in the runbook it was raised"),
            Parameter("traceback", .optional(.string), "the calls that led there, innermost first"),
        ]
    )

    /// What a runbook says of one input.
    static let input = TableDescription(
        name: "input",
        summary: "What runbook.inputs takes for each input.",
        fields: InputDeclaration.fields
    )
}
