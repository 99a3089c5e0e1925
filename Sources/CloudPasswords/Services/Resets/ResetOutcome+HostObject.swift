public import AutomationCore

extension ResetOutcome: HostObject {
    public static let objectType = ObjectType(
        name: "reset outcome",
        summary: "What became of a reset that the cloud has taken.",
        fields: [
            Parameter("password", .secret, "the new password"),
            Parameter("confirmation", .string, "confirmed, unconfirmed (no API tells) or failed"),
            Parameter("reason", .optional(.string), "how far it is known, or why it failed"),
            Parameter("restarted", .boolean, "whether the server was restarted and is back"),
        ]
    )

    public var displayText: String { confirmation.word }

    public var fields: [String: Value] {
        [
            "password": .object(password),
            "confirmation": .string(confirmation.word),
            "reason": confirmation.reason.map { .string($0) } ?? .none,
            "restarted": .boolean(isRestarted),
        ]
    }
}

extension ResetConfirmation {
    /// How far it is known, or why it failed; nil when there is nothing more to say.
    public var reason: String? {
        switch self {
        case .confirmed: nil
        case .unconfirmed(let reason): reason
        case .failed(let error): error.description
        }
    }
}
