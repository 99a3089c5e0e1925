import Foundation

extension Server: HostObject {
    public static let objectType = ObjectType(
        name: "server",
        summary: "A server in the cloud.",
        fields: [
            Parameter("id", .string, "the cloud's id of the server"),
            Parameter("name", .optional(.string), "the server's name, when it is known"),
            Parameter("status", .optional(.string), "ACTIVE, SHUTOFF, ...; nil while the cloud was not asked"),
            Parameter("os_type", .optional(.string), "Windows or Linux, when the cloud says so"),
            Parameter("key_name", .optional(.string), "the key pair that the server was made with"),
            Parameter("launched_at", .optional(.string), "when the server was launched, RFC 3339 in UTC"),
            Parameter("updated_at", .optional(.string), "when the cloud last saw a change of it, RFC 3339 in UTC"),
            Parameter("task", .optional(.string), "what is being done to it: rebooting, ...; nil when nothing is"),
            Parameter("image", .optional(.string), "the id of the image that it was made from"),
            Parameter("flavor", .optional(.string), "the id of its flavor"),
            Parameter("locked", .optional(.boolean), "whether it is locked against changes, when the cloud says so"),
        ]
    )

    public var displayText: String { label }

    public var identity: String? { id }

    public var fields: [String: Value] {
        var fields: [String: Value] = ["id": .string(id)]
        fields["name"] = name.map { .string($0) }
        fields["status"] = detail.map { .string($0.status) }
        fields["os_type"] = detail?.osType.map { .string($0) }
        fields["key_name"] = detail?.keyName.map { .string($0) }
        fields["launched_at"] = detail?.launchedAt.map { .string($0.formatted(.iso8601)) }
        fields["updated_at"] = detail?.updatedAt.map { .string($0.formatted(.iso8601)) }
        fields["task"] = detail?.taskState.map { .string($0) }
        fields["image"] = detail?.imageID.map { .string($0) }
        fields["flavor"] = detail?.flavorID.map { .string($0) }
        fields["locked"] = detail?.isLocked.map { .boolean($0) }
        return fields
    }
}
