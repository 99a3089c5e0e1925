import Foundation

/// The body of an answer to `POST /v3/auth/tokens`, as far as it is read.
struct IdentityAnswer: Decodable {
    struct Token: Decodable {
        enum CodingKeys: String, CodingKey {
            case project, catalog
            case expiresAt = "expires_at"
            case issuedAt = "issued_at"
        }

        var expiresAt: String
        var issuedAt: String?
        var project: Project?
        var catalog: [Service]?
    }

    struct Project: Decodable {
        var id: String
    }

    struct Service: Decodable {
        var type: String
        var endpoints: [Endpoint]
    }

    struct Endpoint: Decodable {
        enum CodingKeys: String, CodingKey {
            case interface, region, url
            case regionID = "region_id"
        }

        var interface: String?
        var region: String?
        var regionID: String?
        var url: String
    }

    var token: Token

    /// Reads a body; nil when it is not one.
    init?(_ body: [UInt8]) {
        guard let answer = try? JSONDecoder().decode(IdentityAnswer.self, from: Data(body)) else { return nil }
        self = answer
    }

    /// When the token ends, on the clock of a machine that shows `now`.
    ///
    /// The service tells when it issued the token, so that how long the token lives does not depend on two clocks
    /// agreeing.
    func expiry(receivedAt now: Date) -> Date? {
        guard let end = CredentialDate.parse(token.expiresAt) else { return nil }
        guard let start = token.issuedAt.flatMap(CredentialDate.parse), start < end else { return end }
        return now.addingTimeInterval(end.timeIntervalSince(start))
    }

    /// The address of the compute API in the catalog; nil when the catalog has none for the region.
    func computeEndpoint(region: String?, interface: String) -> String? {
        let services = (token.catalog ?? []).filter { $0.type == "compute" }
        return services.lazy.flatMap(\.endpoints).first { endpoint in
            let isInRegion = region == nil || endpoint.region == region || endpoint.regionID == region
            return endpoint.interface == interface && isInRegion
        }?.url
    }
}
