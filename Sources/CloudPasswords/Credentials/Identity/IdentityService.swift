import AutomationCore
import Foundation
import HTTPTypes

/// Exchanges passwords and application credentials for tokens: `POST /v3/auth/tokens` of OpenStack's Keystone and of
/// Huawei Cloud's IAM, which speak the same language.
///
/// The request goes straight to the transport: the client's pipeline asks for a credential, which is what is being got
/// here. It may be sent twice, so a passing failure is tried again.
struct IdentityService: Sendable {
    /// How often a request is sent at most.
    static let mostAttempts = 3
    /// How long an attempt may take, on the world's clock.
    static let timeout = Duration.seconds(30)

    private let world: World
    private let refusals = RefusedPasswords()

    /// Makes a service that remembers what was refused for as long as it is there.
    init(world: World) {
        self.world = world
    }

    /// Gets a token.
    ///
    /// - Parameter origin: what the credential's origin is called, and what errors begin with.
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/authentication``, or `CancellationError`.
    func token(_ request: IdentityRequest, origin: String) async throws -> ResolvedCredential {
        let transportRequest = try makeRequest(request, origin: origin)
        let failures = IdentityFailures(request: transportRequest, method: request.method, origin: origin)
        guard !refusals.isExhausted else { throw failures.repeatedlyRefused }
        let response = try await send(transportRequest, failures: failures)
        guard response.head.status.code == 201 else {
            if response.head.status.code == 401 { refusals.add() }
            throw failures.error(in: response)
        }
        refusals.clear()
        guard let header = response.head.headerFields[.subjectToken], let answer = IdentityAnswer(response.body),
            let expiry = answer.expiry(receivedAt: world.clock.wallTime)
        else { throw failures.unexpectedAnswer }
        return ResolvedCredential(
            .token(try Credential.token(header, place: origin), expiresAt: expiry),
            origin: origin,
            projectID: answer.token.project?.id,
            region: request.region,
            endpoint: answer.computeEndpoint(region: request.region, interface: request.interface),
            identityEndpoint: request.address
        )
    }

    private func send(
        _ request: TransportRequest,
        failures: IdentityFailures
    ) async throws -> TransportResponse {
        var attempt = 1
        while true {
            try Task.checkCancellation()
            let isLast = attempt == Self.mostAttempts
            do {
                let response = try await world.transport.send(request)
                guard [429, 500, 502, 503, 504].contains(response.head.status.code), !isLast else { return response }
            } catch let error as TransportError {
                guard error.isPassing, !isLast else { throw failures.error(for: error) }
            }
            // Between nothing and a limit that doubles: many runs that failed together do not come back together.
            var generator = WorldRandomNumberGenerator(world.randomness)
            let pause = Duration.seconds(1 << (attempt - 1)) * Double.random(in: 0...1, using: &generator)
            try await world.clock.sleep(for: pause)
            attempt += 1
        }
    }

    private func makeRequest(_ request: IdentityRequest, origin: String) throws -> TransportRequest {
        let endpoint: CloudEndpoint
        do {
            endpoint = try CloudEndpoint(url: request.address, projectID: nil)
        } catch {
            throw AutomationError(
                .authentication,
                "\(origin): \(request.addressPlace) is not an address like https://iam.REGION.myhuaweicloud.com/v3"
            )
        }
        guard !endpoint.prefix.hasSuffix("/v2.0") else {
            throw AutomationError(
                .authentication,
                "\(origin): \(request.addressPlace) is an address of the Identity API v2.0, which has no domains",
                hint: "give the address of the Identity API v3, which ends in /v3"
            )
        }
        let prefix = endpoint.prefix.hasSuffix("/v3") ? endpoint.prefix : endpoint.prefix + "/v3"
        var head = HTTPRequest(
            method: .post,
            scheme: endpoint.scheme,
            authority: endpoint.authority,
            path: prefix + "/auth/tokens" + (request.wantsCatalog ? "" : "?nocatalog=true")
        )
        head.headerFields[.accept] = "application/json"
        head.headerFields[.contentType] = "application/json;charset=utf8"
        head.headerFields[.userAgent] = UserAgent.value
        return TransportRequest(head: head, body: try IdentityRequestBody.bytes(request), timeout: Self.timeout)
    }
}
