import AutomationCore
import Foundation
import HTTPTypes

/// An answer that points elsewhere. It is not followed: the request's credential is meant for the endpoint alone.
struct Redirection: Equatable {
    /// Where to, as scheme and host, without a path or anything else that may hold a token; nil when it is the same
    /// host, or when nothing readable is said.
    let target: String?

    /// Reads an answer; nil when it is none of status 300 to 399.
    init?(_ response: TransportResponse) {
        guard (300..<400).contains(response.head.status.code) else { return nil }
        target = response.head.headerFields[.location].flatMap(Self.target)
    }

    /// What to do about it; nil where it names no other address.
    ///
    /// - Parameter place: where the address is given that answered: `--endpoint`.
    func hint(place: String) -> String? {
        target.map {
            "the credential goes to no other address; if \($0) is the API's, give it as \(place); if not, a portal or a "
                + "proxy answers in the API's place"
        }
    }

    private static func target(_ location: String) -> String? {
        guard location.utf8.count <= 4096, let url = URLComponents(string: location), let host = url.host,
            !host.isEmpty, host.utf8.count <= 253,
            host.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !"/\\\"'<>@?#%".utf8.contains($0) })
        else { return nil }
        let scheme = url.scheme?.lowercased() == "http" ? "http" : "https"
        return "\(scheme)://\(host)" + (url.port.map { ":\($0)" } ?? "")
    }
}
