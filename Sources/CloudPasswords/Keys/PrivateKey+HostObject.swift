public import AutomationCore

extension PrivateKey: HostObject {
    public static let objectType = ObjectType(
        name: "private key",
        summary: "The RSA private key of a key pair; it opens sealed passwords and shows nothing but its public half.",
        fields: [
            Parameter("bits", .integer, "the length of the key"),
            Parameter("fingerprint", .string, "the public half's fingerprint, as ssh-keygen -l shows it: SHA256:..."),
        ]
    )

    public var displayText: String { "<private key>" }

    public var fields: [String: Value] {
        ["bits": .integer(Int64(bits)), "fingerprint": .string(fingerprint)]
    }
}
