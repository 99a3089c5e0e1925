import AutomationCore
public import HTTPTypes

/// An answer that does not come from the state of the cloud: what stands between it and the client makes it up.
public struct CannedAnswer: Sendable, Equatable {
    /// The HTTP status.
    public var status: Int
    /// The headers, next to the request id that every answer gets unless it is among them.
    public var headers: HTTPFields
    /// The body.
    public var body: String

    /// Makes an answer.
    public init(status: Int, body: String = "", headers: HTTPFields = [:]) {
        self.status = status
        self.body = body
        self.headers = headers
    }

    /// An error in the shape of the ECS API, such as `ecs(400, "Ecs.0610", "Failed to reset the ECS password.")`.
    public static func ecs(_ status: Int, _ code: String, _ message: String) -> CannedAnswer {
        CannedAnswer(.ecsError(status, code, message))
    }

    /// An error in the shape of Nova, such as `nova(403, "forbidden", "Policy doesn't allow it.")`.
    public static func nova(_ status: Int, _ name: String, _ message: String) -> CannedAnswer {
        CannedAnswer(.novaError(status, name, message))
    }

    /// An error of the API gateway, such as `gateway(401, "APIGW.0307", "The token must be updated.")`.
    public static func gateway(_ status: Int, _ code: String, _ message: String) -> CannedAnswer {
        let requestID = "7c0a9f0d2b6e4c5f8a1d3e5b7f902468"
        var answer = CannedAnswer(.gatewayError(status, code, message, requestID: requestID))
        // The gateway says its id twice, and the two must agree.
        if let name = HTTPField.Name("X-Request-Id") { answer.headers[name] = requestID }
        return answer
    }

    /// The gateway's throttle: 429 with the policy in the text and no `Retry-After`.
    public static let throttled = gateway(
        429,
        "APIGW.0308",
        "The throttling threshold has been reached: policy user over ratelimit,limit:200,time:5 minute"
    )

    /// The service's own throttle: 503.
    public static let flowControl = ecs(503, "Common.1503", "Api flow control Error")

    /// The throttle that looks like success: 202 with an error in the body.
    public static let acceptedFlowControl = ecs(202, "Common.0024", "exceeds flow over limit")

    /// Nova's throttle, with the time to wait in seconds both in a header and in the body.
    public static func overLimit(retryAfter seconds: Int) -> CannedAnswer {
        var answer = CannedAnswer(
            .json(
                429,
                [
                    "overLimit": [
                        "code": 429, "message": "This request was rate-limited.",
                        "retryAfter": .string(String(seconds)),
                    ]
                ]
            )
        )
        if let name = HTTPField.Name("Retry-After") { answer.headers[name] = String(seconds) }
        return answer
    }

    /// A proxy's error page.
    public static let badGateway = page(502, title: "502 Bad Gateway")

    /// A proxy that gave up waiting: the operation may have been carried out.
    public static let gatewayTimeout = page(504, title: "504 Gateway Time-out")

    /// A captive portal, say: HTML where JSON was asked for, and a status that says all is well.
    public static let htmlWithSuccess = page(200, title: "Welcome")

    /// Success, but the body got lost.
    public static let emptyWithSuccess = CannedAnswer(status: 200)

    private static func page(_ status: Int, title: String) -> CannedAnswer {
        CannedAnswer(
            status: status,
            body: "<html><head><title>\(title)</title></head><body><h1>\(title)</h1></body></html>\n",
            headers: [.contentType: "text/html"]
        )
    }

    private init(_ response: TransportResponse) {
        status = response.head.status.code
        headers = response.head.headerFields
        body = String(decoding: response.body, as: UTF8.self)
    }

    var response: TransportResponse {
        TransportResponse(
            head: HTTPResponse(status: HTTPResponse.Status(code: status), headerFields: headers),
            body: Array(body.utf8)
        )
    }
}
