public import AutomationCore

/// The SDKs' `~/.huaweicloud/regions.yaml`, or the file that `HUAWEICLOUD_SDK_REGIONS_FILE` names: addresses of services
/// by region, which go before those of the table of regions.
///
///     ECS:
///       - id: eu-west-101
///         endpoint: https://ecs.internal.example
///
/// Source: `ProfileRegionProvider` of the published SDKs. Newer ones also know `endpoints`, a list, of which the first
/// counts here.
public struct RegionFile: Sendable, Equatable {
    /// The services whose addresses are looked up here, by the names that the file has for them.
    enum Service: String, CaseIterable {
        case compute = "ECS"
        case identity = "IAM"
    }

    private let addresses: [Service: [String: String]]

    /// Looks for the file.
    ///
    /// - Parameters:
    ///   - environment: a copy of the environment, HOME included.
    ///   - files: how files are read.
    /// - Returns: nil when there is none.
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/input`` when it cannot be read or is not one, when an address in
    ///   it is none, or when the variable names it and it is not there.
    public static func find(
        environment: [String: String],
        files: CredentialFiles
    ) throws(AutomationError) -> RegionFile? {
        let file = ConfiguredFile(
            ".huaweicloud/regions.yaml",
            variable: "HUAWEICLOUD_SDK_REGIONS_FILE",
            environment: environment,
            files: files
        )
        do {
            guard let path = file.path, let text = try file.text() else { return nil }
            return try RegionFile(text, path: path)
        } catch {
            // It has nothing to do with who we are.
            var error = error
            error.kind = .input
            throw error
        }
    }

    private init(_ text: String, path: String) throws(AutomationError) {
        let content = try YAMLValue(text, path: path)
        var addresses: [Service: [String: String]] = [:]
        for service in Service.allCases {
            guard let regions = content[service.rawValue] else { continue }
            let place = "\(path), \(service.rawValue)"
            guard case .list(let regions) = regions else {
                throw AutomationError(.input, "\(place): expected a list of regions, each with id and endpoint")
            }
            for region in regions {
                guard let id = region["id"]?.text, let address = Self.address(region) else {
                    throw AutomationError(.input, "\(place): a region lacks id or endpoint")
                }
                do {
                    _ = try CloudEndpoint(url: address, projectID: nil)
                } catch {
                    throw AutomationError(.input, "\(place), \(id): \(error.message)", hint: error.hint)
                }
                addresses[service, default: [:]][id] = address
            }
        }
        self.addresses = addresses
    }

    private static func address(_ region: YAMLValue) -> String? {
        if let address = region["endpoint"]?.text { return address }
        guard case .list(let addresses) = region["endpoints"] else { return nil }
        return addresses.first?.text
    }

    /// The address of the compute API in a region; nil when the file has none.
    public func computeEndpoint(in region: String) -> String? { addresses[.compute]?[region] }

    /// The address of the identity service in a region; nil when the file has none.
    public func identityEndpoint(in region: String) -> String? { addresses[.identity]?[region] }
}
