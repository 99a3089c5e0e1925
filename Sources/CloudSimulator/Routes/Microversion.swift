import AutomationCore
import HTTPTypes

/// The dialect of Nova's 2.1 API that a client asks for in a header.
///
/// The cloud knows 2.1 to 2.60. Of what changed in between it follows what its operations show: the type of key
/// pairs (2.2), and the flavor within a server (2.47). Source: nova, REST API version history.
struct Microversion: Sendable, Equatable, CustomStringConvertible {
    /// The number behind `2.`.
    var minor: Int

    /// What is spoken when nobody asks.
    static let minimum = Microversion(minor: 1)
    /// The newest one.
    static let maximum = Microversion(minor: 60)

    var description: String { "2.\(minor)" }

    /// What becomes of a request for a microversion.
    enum Negotiation: Sendable {
        /// It is spoken.
        case agreed(Microversion)
        /// It is not, and this is the answer.
        case refused(TransportResponse)
    }

    /// Reads `OpenStack-API-Version: compute 2.60`, or else the older `X-OpenStack-Nova-API-Version: 2.60`.
    ///
    /// Source: nova, `nova/api/openstack/wsgi.py`; microversion_parse.
    static func negotiate(_ request: TransportRequest) -> Negotiation {
        let received = ReceivedRequest(request)
        var wanted = received.header("x-openstack-nova-api-version")
        for entry in received.header("openstack-api-version")?.split(separator: ",") ?? [] {
            let words = entry.split(separator: " ")
            if words.count == 2, words[0].lowercased() == "compute" { wanted = String(words[1]) }
        }
        guard let wanted else { return .agreed(.minimum) }
        if wanted == "latest" { return .agreed(.maximum) }
        let numbers = wanted.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
        guard numbers.count == 2, let major = numbers[0], let minor = numbers[1] else {
            let message =
                "API Version String \(wanted) is of invalid format. Must be of format MajorNum.MinorNum."
            return .refused(.novaError(400, "badRequest", message))
        }
        guard major == 2, (minimum.minor...maximum.minor).contains(minor) else {
            let message =
                "Version \(wanted) is not supported by the API. Minimum is \(minimum) and maximum is \(maximum)."
            return .refused(.novaError(406, "computeFault", message))
        }
        return .agreed(Microversion(minor: minor))
    }

    /// The answer with the headers that say which microversion it speaks.
    func named(in response: TransportResponse) -> TransportResponse {
        var response = response
        let fields = [
            ("OpenStack-API-Version", "compute \(self)"), ("X-OpenStack-Nova-API-Version", description),
            ("Vary", "OpenStack-API-Version, X-OpenStack-Nova-API-Version"),
        ]
        for (name, value) in fields {
            if let name = HTTPField.Name(name) { response.head.headerFields[name] = value }
        }
        return response
    }
}
