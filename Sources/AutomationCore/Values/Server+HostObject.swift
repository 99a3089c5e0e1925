extension Server: HostObject {
    public static let objectType = ObjectType(
        name: "server",
        summary: "A server in the cloud.",
        fields: [
            Parameter("id", .string, "the cloud's id of the server"),
            Parameter("name", .optional(.string), "the server's name, when it is known"),
        ]
    )

    public var displayText: String { label }

    public var fields: [String: Value] {
        ["id": .string(id), "name": name.map { .string($0) } ?? .none]
    }
}
