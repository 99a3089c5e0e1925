import AutomationCore

extension APIFamily {
    /// The token was good once. The gateway in front of Huawei's own API finds that out, Nova's own filter for Nova.
    func expiredToken(requestID: String) -> TransportResponse {
        switch self {
        case .ecs: .gatewayError(401, "APIGW.0307", "The token must be updated.", requestID: requestID)
        case .nova: unauthorized
        }
    }
}
