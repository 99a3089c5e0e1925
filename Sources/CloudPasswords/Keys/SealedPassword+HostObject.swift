public import AutomationCore

extension SealedPassword: HostObject {
    public static let objectType = ObjectType(
        name: "sealed password",
        summary: "A server's password, encrypted for its key pair; password.decrypt opens it with the private key.",
        fields: [
            Parameter("digest", .string, "the SHA-256 of its base64 text, in lower-case hexadecimal"),
            Parameter("server", .optional(.server), "the server whose password it is, when that is known"),
        ]
    )

    public var displayText: String { "<sealed password>" }

    public var fields: [String: Value] {
        ["digest": .string(digest), "server": server.map { .object($0) } ?? .none]
    }
}
