public import AutomationCore
import Foundation
import HTTPTypes

/// The temporary access key that the metadata service gives to a cloud server with an agency.
///
/// First a token is asked for, which newer services want to see; one that answers 404, 405 or 503 does without. The
/// address answers at once where it exists and never where it does not, so a question waits three seconds.
///
/// Sources: ECS user guide, "Obtaining Metadata"; `MetadataAccessor` of the published SDKs for the token.
public struct MetadataCredentials: CredentialSource {
    /// How long a question waits, on the world's clock.
    static let timeout = Duration.seconds(3)
    private static let host = "169.254.169.254"
    private static let place = "the metadata service at http://\(host)"

    public let name = "the metadata service"
    private let world: World

    /// Makes the source.
    public init(world: World) {
        self.world = world
    }

    public func resolve() async throws -> CredentialAnswer {
        let tokenAnswer: TransportResponse
        do {
            tokenAnswer = try await ask(.put, "/meta-data/latest/api/token")
        } catch let error as TransportError {
            return .notConfigured("nobody answers at http://\(Self.host) (\(error)); this is no cloud server")
        }
        let token: String?
        switch tokenAnswer.head.status.code {
        case 200: token = try self.token(in: tokenAnswer)
        case 404, 405, 503: token = nil
        case let status: throw failure("answered \(status) to the request for a token", status: status)
        }
        let keyAnswer = try await required(try await ask(.get, "/openstack/latest/securitykey", token: token))
        let status = keyAnswer.head.status.code
        let text = String(decoding: keyAnswer.body, as: UTF8.self)
        if status == 404 || (status >= 400 && text.contains("Please configure Cloud Service Agency first")) {
            return .notConfigured("this server has no agency; give it one in the console, or configure another source")
        }
        guard status == 200 else { throw failure("answered \(status) to the request for a key", status: status) }
        guard let key = MetadataAnswer(keyAnswer.body)?.credential else {
            throw failure("answered without an access key", status: status)
        }
        let server = try await describeServer(token: token)
        return .found(
            ResolvedCredential(
                .accessKey(
                    try Credential.accessKey(
                        id: key.access,
                        secret: key.secret,
                        // Without it the key is worth nothing: an empty one must not pass for a permanent key's.
                        securityToken: try Credential.token(key.securitytoken, place: Self.place)
                            .withExposedText { $0 },
                        names: ("access", "secret"),
                        place: Self.place
                    ),
                    expiresAt: try expiry(key.expiresAt, keyAnswer)
                ),
                origin: name,
                projectID: server?.projectID,
                region: server?.regionID
            )
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

    private func token(in answer: TransportResponse) throws -> String {
        let text = String(decoding: answer.body, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        return try Credential.token(text, place: Self.place).withExposedText { $0 }
    }

    /// When the key ends on this machine's clock; the service's own clock is told by its `Date` header, if at all.
    private func expiry(_ text: String, _ answer: TransportResponse) throws -> Date {
        guard let date = CredentialDate.parse(text) else {
            throw failure("answered without a date of expiry", status: 200)
        }
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

    /// An answer that must come, since the service has answered before.
    private func required(_ answer: @autoclosure () async throws -> TransportResponse) async throws -> TransportResponse
    {
        do {
            return try await answer()
        } catch let error as TransportError {
            throw AutomationError(.authentication, "\(Self.place) fell silent: \(error)", isRetryable: true)
        }
    }

    private func failure(_ problem: String, status: Int) -> AutomationError {
        AutomationError(
            .authentication,
            "\(Self.place) \(problem)",
            isRetryable: status == 429 || status >= 500,
            hint: "is this a Huawei Cloud server with an agency? otherwise configure a source that is asked earlier"
        )
    }
}
