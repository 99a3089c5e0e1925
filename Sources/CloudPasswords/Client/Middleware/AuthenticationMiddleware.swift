package import AutomationCore
import HTTPTypes

/// Gives every attempt its credential: a token now, a signature where the credential is an access key.
package struct AuthenticationMiddleware: Middleware {
    let tokens: any TokenSource

    package func handle(
        _ request: TransportRequest,
        context: RequestContext,
        next: Next
    ) async throws -> TransportResponse {
        guard let token = try await tokens.token() else {
            throw AutomationError(
                .authentication,
                "there is no token to authenticate with (asked: \(tokens.name))",
                operation: context.caller,
                hint: "set OS_TOKEN to a token, or give --token-file FILE"
            )
        }
        var request = request
        // The token must reach the wire, and the request shows no header to anybody.
        request.head.headerFields[.authToken] = token.withExposedText { $0 }
        var context = context
        context.secrets.append(token)
        return try await next(request, context)
    }
}

extension HTTPField.Name {
    /// OpenStack's and Huawei Cloud's header for tokens.
    static var authToken: HTTPField.Name { Self.wellFormed("X-Auth-Token") }

    /// The cloud's id of a request.
    static var requestID: HTTPField.Name { Self.wellFormed("X-Request-Id") }

    /// A name that is written down here and known to be well formed.
    private static func wellFormed(_ name: String) -> HTTPField.Name {
        HTTPField.Name(name) ?? .authorization
    }
}
