import AutomationCore
import Foundation

/// A server as the cloud shows it, in either generation of the API.
///
/// Read leniently: what is missing, null or of another type than expected is not known, which is no reason to fail. Only
/// the id must be there. `OS-EXT-SRV-ATTR:user_data` is not among the fields, and so never decoded.
struct ServerRecord: Decodable {
    var id: String
    var name: String?
    /// Nil in the place of a server that a list was asked for and does not have.
    var detail: ServerDetail?

    /// The same as what runbooks pass around.
    var server: Server { Server(id: id, name: name, detail: detail) }

    private enum CodingKeys: String, CodingKey {
        case id, name, status, metadata, image, flavor, locked, updated
        case keyName = "key_name"
        case launchedAt = "OS-SRV-USG:launched_at"
        case taskState = "OS-EXT-STS:task_state"
    }

    private enum MetadataKeys: String, CodingKey { case osType = "os_type" }

    /// Nova names a flavor by its id up to microversion 2.46, and by its name from 2.47 on.
    private enum PartKeys: String, CodingKey {
        case id
        case originalName = "original_name"
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = try container.decode(String.self, forKey: .id)
        name = container.text(.name)
        guard let status = container.text(.status) else { return }
        let metadata = try? container.nestedContainer(keyedBy: MetadataKeys.self, forKey: .metadata)
        // A server that boots from a volume has an empty text in place of the image.
        let image = try? container.nestedContainer(keyedBy: PartKeys.self, forKey: .image)
        let flavor = try? container.nestedContainer(keyedBy: PartKeys.self, forKey: .flavor)
        detail = ServerDetail(
            status: status.uppercased(),
            launchedAt: container.text(.launchedAt).flatMap(Server.date),
            osType: metadata?.text(.osType),
            keyName: container.text(.keyName),
            imageID: image?.text(.id),
            flavorID: flavor?.text(.id) ?? flavor?.text(.originalName),
            taskState: container.text(.taskState),
            updatedAt: container.text(.updated).flatMap(Server.date),
            isLocked: try? container.decodeIfPresent(Bool.self, forKey: .locked)
        )
    }
}

extension KeyedDecodingContainer {
    /// A text with something in it; nil for anything else.
    fileprivate func text(_ key: Key) -> String? {
        guard let text = try? decode(String.self, forKey: key), !text.isEmpty else { return nil }
        return text
    }
}
