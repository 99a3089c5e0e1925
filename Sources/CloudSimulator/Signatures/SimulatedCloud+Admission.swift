import AutomationCore
import Foundation
import HTTPTypes

extension SimulatedCloud {
    /// Finds out who sends a request: by its signature when it carries one, by its token otherwise.
    mutating func admission(
        of request: TransportRequest,
        family: APIFamily,
        requestID: String,
        at now: Date
    ) -> Admission {
        switch SignatureHeader.read(request.head.headerFields[.authorization] ?? "") {
        case .signature(let header):
            return admission(of: request, signed: header, requestID: requestID, at: now)
        case .malformed:
            return .refused(Self.answer(to: .malformedHeader, requestID: requestID))
        case .other:
            guard let token = ReceivedRequest(request).header("x-auth-token"), configuration.tokens.contains(token)
            else { return .refused(family.unauthorized) }
            return .project(configuration.projectID)
        }
    }

    private mutating func admission(
        of request: TransportRequest,
        signed header: SignatureHeader,
        requestID: String,
        at now: Date
    ) -> Admission {
        guard let key = configuration.accessKeys.first(where: { $0.id == header.keyID }) else {
            return .refused(Self.answer(to: .unknownKey(header.keyID), requestID: requestID))
        }
        guard !accessKeyLocks.isLocked(key.id, at: now) else {
            return .refused(Self.answer(to: .lockedKey, requestID: requestID))
        }
        if let refusal = SignatureVerifier.refusal(of: request, signed: header, with: key, at: now) {
            // Of the causes of a lock the guide names wrong signatures and wrong secrets, no old dates.
            if case .different = refusal { accessKeyLocks.noteFailure(key.id, at: now) }
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
