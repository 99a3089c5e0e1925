import AutomationCore
import CloudSimulator
import Testing

/// An answer of the cloud, and the error that it is understood as.
struct CloudErrorCase: Sendable, CustomTestStringConvertible {
    var answer: CannedAnswer
    var kind: ErrorKind
    var code: String?
    var message: String
    var hint: String
    var isRetryable = false

    var testDescription: String { "\(answer.status) \(code ?? "no code")" }

    private static let page = "the endpoint answered with a web page (HTML)"
    private static let noServer = "there is no server SERVER in this project"

    static let all: [CloudErrorCase] = [
        CloudErrorCase(
            answer: .ecs(401, "Common.0013", "Invalid token."),
            kind: .authentication,
            code: "Common.0013",
            message: "the cloud answered: Invalid token.",
            hint: "the token is wrong, has expired"
        ),
        CloudErrorCase(
            answer: .gateway(401, "APIGW.0307", "The token must be updated."),
            kind: .authentication,
            code: "APIGW.0307",
            message: "the cloud answered: The token must be updated.",
            hint: "get a new one"
        ),
        CloudErrorCase(
            answer: .gateway(403, "APIGW.0302", "Denied."),
            kind: .forbidden,
            code: "APIGW.0302",
            message: "the cloud answered: Denied.",
            hint: "ecs:cloudServers:showServerPassword, given in the project or the enterprise project"
        ),
        CloudErrorCase(
            answer: .nova(403, "forbidden", "Policy doesn't allow it."),
            kind: .forbidden,
            code: "forbidden",
            message: "the cloud answered: Policy doesn't allow it.",
            hint: "ecs:cloudServers:showServerPassword"
        ),
        CloudErrorCase(
            answer: .ecs(404, "Ecs.0114", "The ECS does not exist."),
            kind: .notFound,
            code: "Ecs.0114",
            message: noServer,
            hint: "the project and the region"
        ),
        CloudErrorCase(
            answer: .nova(404, "itemNotFound", "Instance could not be found."),
            kind: .notFound,
            code: "itemNotFound",
            message: noServer,
            hint: "the project and the region"
        ),
        CloudErrorCase(
            answer: .gateway(404, "APIGW.0101", "The API does not exist."),
            kind: .notFound,
            code: "APIGW.0101",
            message: "the cloud answered: The API does not exist.",
            hint: "is --endpoint the address"
        ),
        CloudErrorCase(
            answer: CannedAnswer(status: 404, body: "404 page not found"),
            kind: .notFound,
            code: nil,
            message: "the endpoint answered with an error in no known form",
            hint: "is --endpoint the address"
        ),
        CloudErrorCase(
            answer: .ecs(400, "Ecs.0613", "No plug-ins."),
            kind: .rejected,
            code: "Ecs.0613",
            message: "the cloud answered: No plug-ins.",
            hint: "CloudResetPwdAgent"
        ),
        CloudErrorCase(
            answer: .ecs(400, "Ecs.0100", "Wrong status."),
            kind: .conflict,
            code: "Ecs.0100",
            message: "the cloud answered: Wrong status.",
            hint: "active or stopped"
        ),
        CloudErrorCase(
            answer: .ecs(400, "Ecs.0023", "Other project."),
            kind: .rejected,
            code: "Ecs.0023",
            message: "the cloud answered: Other project.",
            hint: "another project than --project"
        ),
        CloudErrorCase(
            answer: .nova(409, "conflictingRequest", "In this\nstate."),
            kind: .conflict,
            code: "conflictingRequest",
            message: "the cloud answered: In this state.",
            hint: "wait until it is active or stopped"
        ),
        CloudErrorCase(
            answer: .throttled,
            kind: .throttled,
            code: "APIGW.0308",
            message: "throttling threshold",
            hint: "let fewer servers run at once",
            isRetryable: true
        ),
        CloudErrorCase(
            answer: .overLimit(retryAfter: 3),
            kind: .throttled,
            code: "overLimit",
            message: "the cloud answered: This request was rate-limited.",
            hint: "fewer servers",
            isRetryable: true
        ),
        CloudErrorCase(
            answer: .flowControl,
            kind: .throttled,
            code: "Common.1503",
            message: "flow control",
            hint: "let fewer servers run at once",
            isRetryable: true
        ),
        CloudErrorCase(
            answer: .acceptedFlowControl,
            kind: .throttled,
            code: "Common.0024",
            message: "the cloud answered: exceeds flow over limit",
            hint: "fewer servers",
            isRetryable: true
        ),
        CloudErrorCase(
            answer: .badGateway,
            kind: .cloud,
            code: nil,
            message: page,
            hint: "is --endpoint the address",
            isRetryable: true
        ),
        CloudErrorCase(
            answer: CannedAnswer(status: 502),
            kind: .cloud,
            code: nil,
            message: "the endpoint answered with an empty error",
            hint: "is --endpoint the address",
            isRetryable: true
        ),
        CloudErrorCase(
            answer: .ecs(500, "Common.0001", "System error."),
            kind: .cloud,
            code: "Common.0001",
            message: "the cloud answered: System error.",
            hint: "give its support the request id",
            isRetryable: true
        ),
        CloudErrorCase(
            answer: CannedAnswer(status: 302),
            kind: .cloud,
            code: nil,
            message: "a redirect, which is not followed",
            hint: "is --endpoint the address"
        ),
    ]
}
