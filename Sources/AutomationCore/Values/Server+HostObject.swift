import Foundation

extension Server: HostObject {
    public static let objectType = ObjectType(
        name: "server",
        summary: "A server in the cloud.",
        fields: [
            Parameter("id", .string, "the cloud's id of the server"),
            Parameter("name", .optional(.string), "the server's name, when it is known"),
            Parameter("status", .optional(.string), "ACTIVE, SHUTOFF, ...; nil unless server.get gave the server"),
            Parameter("os_type", .optional(.string), "Windows or Linux, when the cloud says so"),
            Parameter("key_name", .optional(.string), "the key pair that the server was made with"),
            Parameter("launched_at", .optional(.string), "when the server was launched, RFC 3339 in UTC"),
        ]
    )

    public var displayText: String { label }

    public var fields: [String: Value] {
        var fields: [String: Value] = ["id": .string(id)]
        fields["name"] = name.map { .string($0) }
        fields["status"] = detail.map { .string($0.status) }
        fields["os_type"] = detail?.osType.map { .string($0) }
        fields["key_name"] = detail?.keyName.map { .string($0) }
        fields["launched_at"] = detail?.launchedAt.map { .string($0.formatted(.iso8601)) }
        return fields
    }
}
