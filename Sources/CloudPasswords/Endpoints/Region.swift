public import AutomationCore

/// A region of the cloud and the addresses of its services.
///
/// Sources: the published SDK's list of ECS regions (3.1.219); for the European site's domain the Terraform provider,
/// which contradicts the SDK, so that every address can be overridden.
public struct Region: Sendable, Equatable {
    /// The region's id: `eu-west-101`.
    public let id: String

    /// The ids of the regions that are known.
    public static let known: [String] = [
        "ae-ad-1", "af-north-1", "af-south-1", "ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4",
        "ap-southeast-5", "cn-east-2", "cn-east-3", "cn-east-4", "cn-east-5", "cn-north-1", "cn-north-11",
        "cn-north-12",
        "cn-north-2", "cn-north-4", "cn-north-9", "cn-south-1", "cn-south-2", "cn-south-4", "cn-southwest-2",
        "cn-southwest-3", "eu-west-0", "eu-west-101", "la-north-2", "la-south-2", "me-east-1", "my-kualalumpur-1",
        "na-mexico-1", "ru-moscow-1", "sa-brazil-1", "tr-west-1",
    ]

    /// Looks a region up.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/input`` when it is not in the table, with the nearest that is.
    public init(_ id: String) throws(AutomationError) {
        guard Self.known.contains(id) else {
            let nearest = Spelling.nearest(to: id, among: Self.known)
            throw AutomationError(
                .input,
                "the region \"\(id)\" is not in the table of regions",
                hint: (nearest.map { "did you mean \($0)? " } ?? "")
                    + "for a region that is missing there give --endpoint, and --identity-endpoint where it is needed"
            )
        }
        self.id = id
    }

    /// The address of the compute API.
    public var computeEndpoint: String { address(of: "ecs") }

    /// The address of the identity service.
    public var identityEndpoint: String { address(of: "iam") }

    private func address(of service: String) -> String {
        "https://\(service).\(id).myhuaweicloud.\(id.hasPrefix("eu-west-1") ? "eu" : "com")"
    }
}
