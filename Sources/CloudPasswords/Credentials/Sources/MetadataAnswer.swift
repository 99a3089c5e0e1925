import Foundation

/// What the metadata service answers to the question for a key.
///
/// Source: ECS user guide, "Obtaining Metadata", Security Key; the other names from the published SDKs.
struct MetadataAnswer: Decodable {
    struct Key: Decodable {
        var access: String?
        var secret: String?
        var securitytoken: String?
        var expiresAt: String?

        enum CodingKeys: String, CodingKey {
            case access, secret, securitytoken
            case expiresAt = "expires_at"
        }
    }

    /// What a server says of itself in `meta_data.json`.
    struct Server: Decodable {
        enum CodingKeys: String, CodingKey {
            case projectID = "project_id"
            case regionID = "region_id"
        }

        var projectID: String?
        var regionID: String?
    }

    var credential: Key

    /// Reads a body; nil when it is not one. Fields of the key may be missing: the frame alone shows whose answer it is.
    init?(_ body: [UInt8]) {
        guard let answer = try? JSONDecoder().decode(MetadataAnswer.self, from: Data(body)) else { return nil }
        self = answer
    }

    /// Whether an answer of status 400 or more says that the server has no agency.
    static func deniesAgency(_ body: [UInt8]) -> Bool {
        String(decoding: body.prefix(4096), as: UTF8.self).contains("Please configure Cloud Service Agency first")
    }
}
