import AutomationCore

/// Exchanges a password, an application credential or a token for a token.
///
/// Source: IAM API reference, KeystoneCreateUserTokenByPassword; OpenStack Identity API v3.
enum CreateTokenRoute: Route {
    static let operation = SimulatedOperation.createToken
    static let family = APIFamily.ecs
    static let access = RouteAccess.anybody
    static let paths: [PathPattern] = ["/v3/auth/tokens"]

    static func answer(_ call: RouteCall, in cloud: inout SimulatedCloud) -> TransportResponse {
        guard let request = call.decoded(as: TokenRequest.self) else { return .invalidIdentityRequest }
        // Any value will do, and none.
        let withCatalog = call.query["nocatalog"] == nil
        return cloud.issueToken(request, to: call.endpoint, withCatalog: withCatalog, at: call.now)
    }
}
