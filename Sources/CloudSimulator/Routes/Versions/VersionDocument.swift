/// What an API says about one of its versions, which is what clients find their way by.
enum VersionDocument {
    /// Nova's 2.1. Source: OpenStack Compute API, show details of specific API version.
    static func compute(at endpoint: String) -> JSONValue {
        document(
            id: "v2.1",
            status: "CURRENT",
            numbers: (.string(Microversion.minimum.description), .string(Microversion.maximum.description)),
            updated: "2013-07-23T11:33:21Z",
            address: endpoint + "/v2.1/",
            mediaType: "application/vnd.openstack.compute+json;version=2.1"
        )
    }

    /// Nova's 2.0, which has no microversions. Source: BMS API reference, "Querying an API Version".
    static func olderCompute(at endpoint: String) -> JSONValue {
        document(
            id: "v2.0",
            status: "SUPPORTED",
            numbers: ("", ""),
            updated: "2011-01-21T11:33:21Z",
            address: endpoint + "/v2/",
            mediaType: "application/vnd.openstack.compute+json;version=2"
        )
    }

    /// The identity service's 3. Source: IAM API reference, KeystoneShowVersion.
    static func identity(at endpoint: String) -> JSONValue {
        document(
            id: "v3.6",
            status: "stable",
            numbers: nil,
            updated: "2016-04-04T00:00:00Z",
            address: endpoint + "/v3/",
            mediaType: "application/vnd.openstack.identity-v3+json"
        )
    }

    private static func document(
        id: String,
        status: JSONValue,
        numbers: (minimum: JSONValue, maximum: JSONValue)?,
        updated: JSONValue,
        address: String,
        mediaType: JSONValue
    ) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init(name: "id", value: .string(id)),
            .init(name: "status", value: status),
        ]
        if let numbers {
            members.append(.init(name: "version", value: numbers.maximum))
            members.append(.init(name: "min_version", value: numbers.minimum))
        }
        members.append(.init(name: "updated", value: updated))
        members.append(.init(name: "links", value: [["rel": "self", "href": .string(address)]]))
        members.append(.init(name: "media-types", value: [["base": "application/json", "type": mediaType]]))
        return .object(members)
    }
}
