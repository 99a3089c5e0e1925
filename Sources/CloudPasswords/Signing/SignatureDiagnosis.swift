package import AutomationCore

/// What a refused signature means and what to do about it, in words.
package struct SignatureDiagnosis: Sendable, Equatable {
    /// One sentence without a full stop, in place of the gateway's.
    package let message: String
    /// What to do.
    package let hint: String

    /// Explains a failure.
    ///
    /// - Parameters:
    ///   - request: the request as it was sent, signed; it is compared with what the gateway echoes.
    ///   - key: what it was signed with.
    package init(_ failure: SignatureFailure, request: TransportRequest, key: AccessKey) {
        switch failure {
        case .expired(let correction):
            self.init(expired: correction)
        case .lockedKey:
            self.init(
                message: "the \(key) is locked: more than five requests in a row had a wrong signature",
                hint: "it opens again after five minutes; check the secret access key before, for it and all who use it"
            )
        case .unknownKey:
            self.init(
                message: "the cloud knows no \(key)",
                hint: key.securityToken == nil
                    ? "is it of this cloud site, and not deleted? a temporary key needs its security token beside it"
                    : "is it of this cloud site, and does the security token belong to it? has it expired?"
            )
        case .unreadableToken:
            self.init(
                message: "the cloud cannot read the security token",
                hint: "is it complete, and from the cloud site that the endpoint belongs to?"
            )
        case .different(let echo):
            let (message, hint) = Self.explain(echo: echo, request: request, key: key)
            self.init(message: message, hint: hint)
        }
    }

    /// Explains a refusal of the date.
    ///
    /// - Parameter correction: what to add to this machine's time; nil when the cloud did not say.
    init(expired correction: Duration?) {
        self.init(
            message:
                "the cloud refused the signature's date" + (correction.map { ": \(ClockSkew.sentence($0))" } ?? ""),
            hint: "set this machine's clock, best by NTP; 15 minutes are allowed"
        )
    }

    private init(message: String, hint: String) {
        self.message = message
        self.hint = hint
    }

    /// The error with this in place of the gateway's words.
    func explaining(_ error: AutomationError) -> AutomationError {
        var error = error
        error.message = message
        error.hint = hint
        return error
    }

    private static func explain(
        echo: String?,
        request: TransportRequest,
        key: AccessKey
    ) -> (message: String, hint: String) {
        let secretHint = "copy the secret access key again, without blanks; after five failures the key is locked"
        guard let echo, let ours = CanonicalRequest(signed: request) else {
            return ("the cloud calculated another signature than we sent", secretHint)
        }
        let (differences, isComplete) = CanonicalRequestDifference.find(between: ours, and: echo)
        if let difference = differences.first {
            return (
                "the request was changed on its way to the cloud: \(difference)",
                "a proxy or a gateway in between rewrites requests; is the endpoint the cloud's own address?"
            )
        }
        return isComplete
            ? ("the secret access key does not belong to the \(key)", secretHint)
            : (
                "the cloud calculated another signature than we sent, as far as it shows for the same request",
                secretHint
            )
    }
}
