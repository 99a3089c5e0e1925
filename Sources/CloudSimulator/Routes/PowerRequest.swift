/// What a client wants done to a server's power, as it stands in the body of both forms of the API.
///
/// Huawei's own form names the servers, `{"reboot":{"type":"SOFT","servers":[{"id":"..."}]}}`; the native form is
/// about the server in the path, `{"reboot":{"type":"SOFT"}}` or `{"os-start":null}`.
struct PowerRequest: Decodable {
    var action: PowerAction
    var isHard: Bool
    var serverIDs: [String]?

    private struct Detail: Decodable {
        var type: String?
        var servers: [Reference]?
    }

    private struct Reference: Decodable {
        var id: String
    }

    private struct Key: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }

        init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        guard container.allKeys.count == 1, let key = container.allKeys.first,
            let action = PowerAction(rawValue: key.stringValue)
        else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "exactly one action is expected")
            )
        }
        let detail = try container.decodeIfPresent(Detail.self, forKey: key)
        let type = detail?.type
        guard type == nil || type == "SOFT" || type == "HARD", action != .reboot || type != nil else {
            throw DecodingError.dataCorruptedError(forKey: key, in: container, debugDescription: "SOFT or HARD")
        }
        self.action = action
        isHard = type == "HARD"
        serverIDs = detail?.servers?.map(\.id)
    }
}
