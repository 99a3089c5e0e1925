import AutomationCore
import Foundation
import HTTPTypes

extension SimulatedCloud {
    /// Whether a request is let in.
    ///
    /// - Parameter asked: the project in the path; nil where the path has none.
    mutating func admission(
        of request: TransportRequest,
        to route: any Route.Type,
        asked: String?,
        requestID: String,
        at now: Date
    ) -> Admission {
        guard route.access != .anybody else { return .admitted }
        let isAboutProject = route.access == .project
        switch sender(of: request, requestID: requestID, at: now) {
        case .project(let projectID):
            return isAboutProject ? .project(projectID) : .admitted
        case .account:
            // Nova spells a missing project as Python does.
            return isAboutProject ? .refused(route.family.wrongProject(asked ?? "", expected: "None")) : .admitted
        case .expired:
            return .refused(isAboutProject ? route.family.expiredToken(requestID: requestID) : .identityUnauthorized)
        case .unknown:
            return .refused(isAboutProject ? route.family.unauthorized : .identityUnauthorized)
        case .refused(let response):
            return .refused(response)
        }
    }

    /// Finds out who sends a request: by its signature when it carries one, by its token otherwise.
    mutating func sender(of request: TransportRequest, requestID: String, at now: Date) -> Sender {
        switch SignatureHeader.read(request.head.headerFields[.authorization] ?? "") {
        case .signature(let header):
            return sender(of: request, signed: header, requestID: requestID, at: now)
        case .malformed:
            return .refused(Self.answer(to: .malformedHeader, requestID: requestID))
        case .other:
            guard let text = ReceivedRequest(request).header("x-auth-token") else { return .unknown }
            if configuration.tokens.contains(text) { return .project(configuration.projectID) }
            guard let token = identity.token(text) else { return .unknown }
            guard now < token.expiresAt else { return .expired }
            return token.scope == .project ? .project(configuration.projectID) : .account
        }
    }

    private mutating func sender(
        of request: TransportRequest,
        signed header: SignatureHeader,
        requestID: String,
        at now: Date
    ) -> Sender {
        guard let key = configuration.accessKeys.first(where: { $0.id == header.keyID }) else {
            return .refused(Self.answer(to: .unknownKey(header.keyID), requestID: requestID))
        }
        guard !accessKeyLocks.isLocked(key.id, at: now) else {
            return .refused(Self.answer(to: .lockedKey, requestID: requestID))
        }
        if let refusal = SignatureVerifier.refusal(of: request, signed: header, with: key, at: now) {
            // Of the causes of a lock the guide names wrong signatures and wrong secrets, no old dates.
            if case .different = refusal {
                let seconds = configuration.wallSeconds(accessKeyLocks.duration)
                accessKeyLocks.noteFailure(key.id, at: now, lockedFor: seconds)
            }
            return .refused(Self.answer(to: refusal, requestID: requestID))
        }
        accessKeyLocks.noteSuccess(key.id)
        let projectID = key.projectID ?? configuration.projectID
        if let asked = ReceivedRequest(request).header("x-project-id"), asked != projectID {
            return .refused(
                .gatewayError(403, "APIGW.0310", "The project is unavailable.", requestID: requestID)
            )
        }
        return .project(projectID)
    }

    private static func answer(to refusal: SignatureRefusal, requestID: String) -> TransportResponse {
        .gatewayError(401, "APIGW.0301", refusal.message, requestID: requestID)
    }
}
