public import AutomationCore
import Foundation
import HTTPTypes

/// The temporary access key that the metadata service gives to a cloud server with an agency.
///
/// First a token is asked for, which newer services want to see; one that answers 404, 405 or 503 does without. The
/// address answers at once where it exists and never where it does not, so a question waits three seconds.
///
/// Every cloud has something at this address, and so have sandboxes. Until it has given a key, or has answered as only
/// Huawei Cloud's does, this source is not in use, whatever comes from there; afterwards whatever fails is an error.
///
/// Sources: ECS user guide, "Obtaining Metadata"; `MetadataAccessor` of the published SDKs for the token.
public struct MetadataCredentials: CredentialSource {
    /// How long a question waits, on the world's clock.
    static let timeout = Duration.seconds(3)
    private static let host = "169.254.169.254"
    private static let place = "the metadata service at http://\(host)"

    public let name = "the metadata service"
    private let world: World
    private let proof = MetadataProof()

    /// Makes the source.
    public init(world: World) {
        self.world = world
    }

    public func resolve() async throws -> CredentialAnswer {
        let tokenAnswer: TransportResponse
        do {
            tokenAnswer = try await ask(.put, "/meta-data/latest/api/token")
        } catch let error as TransportError {
            return try foreign("nobody answers at http://\(Self.host) (\(error)); this is no cloud server")
        }
        let token: String?
        switch tokenAnswer.head.status.code {
        case 200:
            guard let text = Self.token(in: tokenAnswer) else {
                return try foreign("\(Self.place) answered with something else than a token")
            }
            token = text
        case 404, 405, 503: token = nil
        case let status: return try foreign("\(Self.place) answered \(status) to the request for a token", status)
        }
        let answer: TransportResponse
        do {
            answer = try await ask(.get, "/openstack/latest/securitykey", token: token)
        } catch let error as TransportError {
            return try foreign("\(Self.place) fell silent (\(error))")
        }
        let status = answer.head.status.code
        if status >= 400, MetadataAnswer.deniesAgency(answer.body) {
            throw failure("says that this server has no agency to take a key from")
        }
        if status == 404 {
            return try foreign("\(Self.place) has no keys: this is another cloud's server, or it has no agency")
        }
        guard status == 200 else {
            return try foreign("\(Self.place) answered \(status) to the request for a key", status)
        }
        guard let key = MetadataAnswer(answer.body)?.credential else {
            return try foreign("\(Self.place) answered without an access key, so it is not Huawei Cloud's")
        }
        let credential = try credential(key, answer)
        proof.give()
        let server = try await describeServer(token: token)
        return .found(
            ResolvedCredential(credential, origin: name, projectID: server?.projectID, region: server?.regionID)
        )
    }

    private func credential(_ key: MetadataAnswer.Key, _ answer: TransportResponse) throws -> Credential {
        .accessKey(
            try Credential.accessKey(
                id: key.access,
                secret: key.secret,
                // Without it the key is worth nothing: an empty one must not pass for a permanent key's.
                securityToken: try Credential.token(key.securitytoken ?? "", place: Self.place).withExposedText { $0 },
                names: ("access", "secret"),
                place: Self.place
            ),
            expiresAt: try expiry(key.expiresAt ?? "", answer)
        )
    }

    /// Which project and region the server is in; nil when the service does not tell, which is no reason to fail.
    private func describeServer(token: String?) async throws -> MetadataAnswer.Server? {
        let answer: TransportResponse
        do {
            answer = try await ask(.get, "/openstack/latest/meta_data.json", token: token)
        } catch is TransportError {
            return nil
        }
        guard answer.head.status.code == 200 else { return nil }
        return try? JSONDecoder().decode(MetadataAnswer.Server.self, from: Data(answer.body))
    }

    /// The token in an answer; nil when it can be none.
    private static func token(in answer: TransportResponse) -> String? {
        let text = String(decoding: answer.body, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        return try? Credential.token(text, place: place).withExposedText { $0 }
    }

    /// When the key ends on this machine's clock; the service's own clock is told by its `Date` header, if at all.
    private func expiry(_ text: String, _ answer: TransportResponse) throws -> Date {
        guard let date = CredentialDate.parse(text) else { throw failure("answered without a date of expiry") }
        let correction = answer.head.headerFields[.date].flatMap {
            ClockSkew.correction(httpDate: $0, at: world.clock.wallTime)
        }
        return date.addingTimeInterval(-((correction ?? .zero) / .seconds(1)))
    }

    private func ask(
        _ method: HTTPRequest.Method,
        _ path: String,
        token: String? = nil
    ) async throws -> TransportResponse {
        try Task.checkCancellation()
        var head = HTTPRequest(method: method, scheme: "http", authority: Self.host, path: path)
        head.headerFields[.userAgent] = UserAgent.value
        if method == .put { head.headerFields[.metadataTokenLifetime] = "21600" }
        head.headerFields[.metadataToken] = token
        return try await world.transport.send(TransportRequest(head: head, timeout: Self.timeout))
    }

    /// Nothing that Huawei Cloud's service would say; an error all the same where it has given a key before.
    private func foreign(_ reason: String, _ status: Int? = nil) throws -> CredentialAnswer {
        guard proof.isGiven else { return .notConfigured(reason) }
        throw AutomationError(
            .authentication,
            reason + "; it has given a key before",
            // No answer, or one that says so, may pass.
            isRetryable: status.map { $0 == 429 || $0 >= 500 } ?? true
        )
    }

    private func failure(_ problem: String) -> AutomationError {
        AutomationError(
            .authentication,
            "\(Self.place) \(problem)",
            hint: "see to the server's agency in the console, or configure another source, such as "
                + "HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK"
        )
    }
}
