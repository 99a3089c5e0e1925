import AutomationCore

extension SimulatedThrottle {
    /// What a refused call is answered.
    ///
    /// A client knows no cloud time, so what it is told is wall time, like all else that it can measure.
    ///
    /// - Parameters:
    ///   - wait: until a call would pass, in seconds of wall time.
    ///   - window: the window in seconds of wall time.
    func answer(wait: Double, window: Double, requestID: String) -> TransportResponse {
        switch shape {
        case .gateway:
            .gatewayError(
                429,
                "APIGW.0308",
                "The throttling threshold has been reached: policy user over ratelimit,"
                    + "limit:\(limit),time:\(Self.text(seconds: window))",
                requestID: requestID
            )
        case .flowControl: CannedAnswer.flowControl.response
        case .acceptedFlowControl: CannedAnswer.acceptedFlowControl.response
        case .overLimit: CannedAnswer.overLimit(retryAfter: max(1, Int(wait.rounded(.up)))).response
        }
    }

    /// `1 minute`, `10 second`: the largest unit that divides the window, and never a plural.
    private static func text(seconds: Double) -> String {
        let seconds = max(1, Int(seconds.rounded(.up)))
        for (size, name) in [(86_400, "day"), (3600, "hour"), (60, "minute")] where seconds.isMultiple(of: size) {
            return "\(seconds / size) \(name)"
        }
        return "\(seconds) second"
    }
}
