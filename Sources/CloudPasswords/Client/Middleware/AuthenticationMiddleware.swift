package import AutomationCore
import HTTPTypes

/// Gives every attempt its credential: a token, or a signature where the credential is an access key.
///
/// Every lease is reported on whatever becomes of the request, so that a key which the cloud refuses is not tried until
/// it is locked. A token that the cloud calls invalid is replaced and the request sent once more.
package struct AuthenticationMiddleware: Middleware {
    private enum Verdict {
        /// The cloud has looked at the credential and taken it.
        case taken
        /// The outcome says nothing about it.
        case unknown
        /// The cloud does not take the signature.
        case refused
        /// The cloud does not take the credential any more.
        case outdated
    }

    /// The cloud does not take the credential any more; its lease is still to be reported on.
    private struct Outdated: Error {
        let error: AutomationError
    }

    let credentials: CredentialProvider
    let clock: any WorldClock
    let offset: ClockOffset
    /// Whether access keys sign with derived keys, for this region, or for the credential's when it is nil.
    let derivesKeys: Bool
    let region: String?

    package func handle(
        _ request: TransportRequest,
        context: RequestContext,
        next: Next
    ) async throws -> TransportResponse {
        let lease = try await lease(for: context)
        do {
            return try await attempt(request, lease, context: context, next: next)
        } catch let outdated as Outdated {
            guard credentials.invalidate(after: lease) else { throw outdated.error }
        }
        // A gateway that does not take a credential has passed nothing on, so every operation can be sent again.
        let second = try await self.lease(for: context)
        do {
            return try await attempt(request, second, context: context, next: next)
        } catch let outdated as Outdated {
            credentials.invalidate(after: second)
            throw outdated.error
        }
    }

    private func lease(for context: RequestContext) async throws -> CredentialLease {
        do {
            return try await credentials.lease()
        } catch let error as AutomationError {
            throw error.about(context.caller, context.server)
        }
    }

    /// One attempt with a lease, which is reported on but where its credential is outdated: there the caller decides.
    private func attempt(
        _ request: TransportRequest,
        _ lease: CredentialLease,
        context: RequestContext,
        next: Next
    ) async throws -> TransportResponse {
        var context = context
        context.secrets += lease.credential.secrets
        let authenticated: TransportRequest
        let used = offset.value
        do {
            authenticated = try authenticate(request, with: lease, context: context)
        } catch {
            credentials.released(lease)
            throw error
        }
        do {
            let response = try await next(authenticated, context)
            credentials.succeeded(lease)
            return response
        } catch var error as AutomationError {
            switch verdict(on: error, lease.credential, used) {
            case .taken: credentials.succeeded(lease)
            case .unknown: credentials.released(lease)
            case .outdated: throw Outdated(error: error)
            case .refused:
                error = Self.explained(error, authenticated, lease.credential)
                credentials.refused(lease, error)
            }
            throw error
        } catch {
            credentials.released(lease)
            throw error
        }
    }

    private func authenticate(
        _ request: TransportRequest,
        with lease: CredentialLease,
        context: RequestContext
    ) throws(AutomationError) -> TransportRequest {
        switch lease.credential {
        case .token(let token, _):
            var request = request
            // The token must reach the wire, and the request shows no header to anybody.
            request.head.headerFields[.authToken] = token.withExposedText { $0 }
            return request
        case .accessKey(let key, _):
            return try signer(lease, context).sign(
                request,
                with: key,
                at: offset.corrected(clock.wallTime),
                projectID: context.projectID
            )
        }
    }

    private func signer(_ lease: CredentialLease, _ context: RequestContext) throws(AutomationError) -> RequestSigner {
        guard derivesKeys else { return RequestSigner() }
        guard let region = region ?? lease.resolved.region else {
            throw AutomationError(
                .input,
                "a derived signing key needs a region, and nothing says which",
                operation: context.caller,
                server: context.server?.label,
                hint: "give --region REGION"
            )
        }
        let service = context.operation.api == .identity ? "iam" : "ecs"
        return RequestSigner(algorithm: .derivedHMACSHA256(region: region, service: service))
    }

    /// What an error says about the credential.
    ///
    /// - Parameter used: The clock's offset that the request was signed with.
    private func verdict(on error: AutomationError, _ credential: Credential, _ used: Duration) -> Verdict {
        guard let status = error.status else { return .unknown }
        let failure = SignatureFailure(error)
        if case .expired(let correction) = failure {
            // Corrected before the next may be signed, which would be refused for its date too.
            return correction.map { offset.correct(by: $0, from: used) } == true ? .unknown : .refused
        }
        guard status == 401 else { return status < 500 ? .taken : .unknown }
        switch credential {
        case .token: return .outdated
        case .accessKey(let key, _):
            // Only what was lent for a time can have ended.
            let hasEnded = failure == .unreadableToken || failure == nil
            return key.securityToken != nil && hasEnded ? .outdated : .refused
        }
    }

    /// The error with what is known of the reason in place of the gateway's words.
    private static func explained(
        _ error: AutomationError,
        _ request: TransportRequest,
        _ credential: Credential
    ) -> AutomationError {
        guard case .accessKey(let key, _) = credential, let failure = SignatureFailure(error) else { return error }
        // Who stands outside reads the cloud's time from it.
        if case .expired = failure { return error }
        return SignatureDiagnosis(failure, request: request, key: key).explaining(error).hiding(credential.secrets)
    }
}

extension HTTPField.Name {
    /// OpenStack's and Huawei Cloud's header for tokens.
    static let authToken = wellFormed("X-Auth-Token")

    /// The cloud's id of a request.
    static let requestID = wellFormed("X-Request-Id")
}
