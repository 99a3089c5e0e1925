import AutomationCore
import CloudPasswords

extension ErrorAnswer {
    private static let address = "is --endpoint the address of the compute API"
    private static let unknown = "the endpoint answered with an error in no known form"
    private static let page = "the endpoint answered with a web page (HTML)"
    private static let noServer = "there is no server 4f6d0d9e in this project"
    private static let quoted =
        #"{"error":{"code":"Ecs.1000","message":"Nova said: {\"itemNotFound\": {\"code\": 404, \"message\": \"Gone.\"}}"}}"#

    /// Every shape of an error's body.
    static let shapes: [ErrorAnswer] = [
        ErrorAnswer(
            "ECS with details",
            400,
            #"{"error":{"code":"Ecs.0100","message":"No.","details":[{"code":"Ecs.0005","message":"Off."},{"message":"No."}]}}"#,
            .conflict,
            code: "Ecs.0100",
            hint: "wait until",
            message: "the cloud answered: No. (Ecs.0005: Off.)"
        ),
        ErrorAnswer(
            "a batch without its servers' errors",
            400,
            #"{"error":{"code":"Ecs.0611","message":"Batch operation failed."},"internalError":[]}"#,
            .cloud,
            code: "Ecs.0611",
            hint: "the error of each server",
            message: "the cloud answered: Batch operation failed.",
            action: .resetPasswords
        ),
        ErrorAnswer(
            "ECS quoting Nova",
            400,
            quoted,
            .notFound,
            code: "Ecs.1000",
            hint: "check the server's id",
            message: noServer
        ),
        ErrorAnswer(
            "ECS quoting Nova, an action that cannot be",
            400,
            quoted.replacing("itemNotFound", with: "conflictingRequest"),
            .conflict,
            code: "Ecs.1000",
            hint: "wait until it is active or stopped",
            message: "the cloud answered: Gone."
        ),
        ErrorAnswer(
            "ECS quoting Nova, a right that is missing",
            400,
            quoted.replacing("itemNotFound", with: "forbidden").replacing("1000", with: "1001"),
            .forbidden,
            code: "Ecs.1001",
            hint: "ecs:cloudServers:showServerPassword",
            message: "the cloud answered: Gone."
        ),
        ErrorAnswer(
            "ECS quoting Nova's throttle",
            400,
            quoted.replacing("itemNotFound", with: "overLimit")
                .replacing(#"\"code\": 404"#, with: #"\"retryAfter\": 4"#),
            .throttled,
            code: "Ecs.1000",
            retry: true,
            after: .seconds(4),
            hint: "fewer servers",
            message: "the cloud answered: Gone."
        ),
        ErrorAnswer(
            "ECS quoting a part of Nova's answer",
            400,
            #"{"error":{"code":"Ecs.1000","message":"Nova said: {\"itemNotFound\": {\"code\""}}"#,
            .notFound,
            code: "Ecs.1000",
            hint: "check the server's id",
            message: noServer
        ),
        ErrorAnswer(
            "Nova's throttle with a pause in the body",
            413,
            #"{"overLimit":{"message":"Slow down.","code":413,"retryAfter":"7"}}"#,
            .throttled,
            code: "overLimit",
            retry: true,
            after: .seconds(7),
            hint: "fewer servers",
            message: "the cloud answered: Slow down.",
            api: .v2_1
        ),
        ErrorAnswer(
            "a pause in the header goes before that in the body",
            429,
            #"{"overLimit":{"message":"Slow down.","code":429,"retryAfter":7}}"#,
            .throttled,
            code: "overLimit",
            retry: true,
            after: .seconds(9),
            hint: "fewer servers",
            message: "the cloud answered: Slow down.",
            headers: ["Retry-After": "9"],
            api: .v2_1
        ),
        ErrorAnswer(
            "a job that is not found",
            404,
            #"{"code":"Common.0011","message":"The job does not exist."}"#,
            .rejected,
            code: "Common.0011",
            hint: "the job's id",
            message: "the cloud answered: The job does not exist.",
            action: .showJob
        ),
        ErrorAnswer(
            "a job's own failure with a status to it",
            500,
            #"{"status":"FAIL","error_code":"Ecs.0227","fail_reason":"No reboot."}"#,
            .conflict,
            code: "Ecs.0227",
            hint: "a hard reboot",
            message: "the cloud answered: No reboot.",
            action: .showJob
        ),
        ErrorAnswer(
            "IAM's token service",
            401,
            #"{"error":{"code":401,"message":"The username or password is wrong.","title":"Unauthorized"}}"#,
            .authentication,
            hint: "get a new one",
            message: "the cloud answered: The username or password is wrong.",
            requestID: "iam-1",
            headers: ["X-IAM-Trace-Id": "iam-1"],
            action: .findProject,
            api: .identity
        ),
        ErrorAnswer(
            "IAM with nothing but a title",
            403,
            #"{"error":{"code":403,"message":"","title":"Forbidden"}}"#,
            .forbidden,
            hint: "the caller has no right to it in this project",
            message: "the cloud answered: Forbidden",
            action: .findProject,
            api: .identity
        ),
        ErrorAnswer(
            "IAM's encoded reason",
            403,
            #"{"error_code":"Pdp.0001","error_msg":"No.","encoded_authorization_message":"\#(longReason)"}"#,
            .forbidden,
            code: "Pdp.0001",
            hint: "showServerPassword, given in the project or the enterprise project; the answer holds IAM's reason "
                + "in encoded_authorization_message",
            message: "the cloud answered: No."
        ),
        ErrorAnswer(
            "camel case",
            403,
            #"{"errorCode":"APIGW.0302","errorMsg":"No.","requestId":"no"}"#,
            .forbidden,
            code: "APIGW.0302",
            hint: "showServerPassword",
            message: "the cloud answered: No."
        ),
        ErrorAnswer(
            "two wrappers",
            403,
            #"{"result":{"error":{"code":"Ecs.0110","message":"No.","request_id":"deep-1"}}}"#,
            .forbidden,
            code: "Ecs.0110",
            hint: "showServerPassword",
            message: "the cloud answered: No.",
            requestID: "deep-1"
        ),
        ErrorAnswer(
            "a list of errors",
            404,
            #"{"errors":[{"code":"Ecs.0614","message":"Gone."}]}"#,
            .notFound,
            code: "Ecs.0614",
            hint: "check the server's id",
            message: noServer
        ),
        ErrorAnswer(
            "a message that is null",
            401,
            #"{"error_code":"APIGW.0307","error_msg":null,"request_id":"r-1"}"#,
            .authentication,
            code: "APIGW.0307",
            hint: "get a new one",
            message: "the cloud gives no reason",
            requestID: "r-1"
        ),
        ErrorAnswer(
            "a code in another case",
            400,
            #"{"error":{"code":"ECS.0613","message":"No plug-in."}}"#,
            .rejected,
            code: "ECS.0613",
            hint: "CloudResetPwdAgent",
            message: "the cloud answered: No plug-in.",
            action: .resetPassword
        ),
        ErrorAnswer(
            "a proxy's message",
            403,
            #"{"message":"blocked by policy"}"#,
            .forbidden,
            hint: "showServerPassword",
            message: "the cloud answered: blocked by policy"
        ),
    ]

    /// Answers that are no errors of the API, or not whole.
    static let oddities: [ErrorAnswer] = [
        ErrorAnswer("a web page", 502, "<html><h1>502</h1></html>", .cloud, retry: true, hint: address, message: page),
        ErrorAnswer("a web page", 504, "<!DOCTYPE html>", .cloud, retry: true, hint: address, message: page),
        ErrorAnswer("a web page", 404, "<html></html>", .notFound, hint: address, message: page),
        ErrorAnswer("a web page", 204, "<html></html>", .cloud, hint: address, message: page, action: .resetPassword),
        ErrorAnswer(
            "a web page that names a code",
            404,
            "<html>{error_code: APIGW.0101}</html>",
            .notFound,
            code: "APIGW.0101",
            hint: address,
            message: page
        ),
        ErrorAnswer("nothing", 500, "", .cloud, hint: address, message: "an empty error"),
        ErrorAnswer("nothing", 503, "", .cloud, retry: true, hint: address, message: "an empty error"),
        ErrorAnswer("nothing", 403, "", .forbidden, hint: "showServerPassword", message: "an empty error"),
        ErrorAnswer("nothing", 202, "", .cloud, hint: address, message: "an empty error"),
        ErrorAnswer("another service", 404, "404 page not found", .notFound, hint: address, message: unknown),
        ErrorAnswer("another service", 404, #"{"path":"/v1"}"#, .notFound, hint: address, message: unknown),
        ErrorAnswer("another service", 404, "[]", .notFound, hint: address, message: unknown),
        ErrorAnswer("a service without the path", 405, "", .unsupported, hint: "--api", message: "an empty error"),
        ErrorAnswer("a proxy", 407, "", .connection, hint: "a proxy on the way", message: "an empty error"),
        ErrorAnswer("a proxy", 408, "", .cloud, retry: true, hint: "passing", message: "an empty error"),
        ErrorAnswer(
            "cut short",
            202,
            #"{"error":{"code":"Common.0024","mess"#,
            .throttled,
            code: "Common.0024",
            retry: true,
            hint: "fewer servers",
            message: "the cloud gives no reason",
            action: .clearPassword
        ),
        ErrorAnswer(
            "a redirect",
            302,
            "",
            .cloud,
            hint: "if https://auth.example:8443 is the API's, give it as --endpoint",
            message: "a redirect to https://auth.example:8443, which is not followed",
            headers: ["Location": "https://user:word@auth.example:8443/login?token=t0ken#x"]
        ),
        ErrorAnswer(
            "a redirect without a host",
            308,
            "<html></html>",
            .cloud,
            hint: address,
            message: "answered with a redirect, which is not followed",
            headers: ["Location": "/login?token=t0ken"]
        ),
        ErrorAnswer(
            "many answers to choose from",
            300,
            #"{"choices":[{"id":"v2.1"}]}"#,
            .cloud,
            hint: address,
            message: "answered with a redirect, which is not followed"
        ),
    ]

    private static let longReason = String(repeating: "YXV0aA", count: 50)

    /// The whole table.
    static let all = ecsCodes + gatewayCodes + novaFaults + shapes + oddities
}
