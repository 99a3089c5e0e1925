import AutomationCore
import CloudPasswords

extension ErrorAnswer {
    private static let account = "see to the account: real-name authentication, arrears"
    private static let noServer = "there is no server 4f6d0d9e in this project"
    private static let permission =
        "ecs:cloudServers:resetServerPwd, given in the project or the enterprise project"
    private static let passing = "a passing failure of the cloud"
    private static let project = "belongs to another project than --project"
    private static let serverID = "check the server's id, the project and the region"
    private static let slower = "let fewer servers run at once"

    /// Every code of ECS and what it shares with other services.
    static let ecsCodes: [ErrorAnswer] = [
        .ecs("Ecs.0000", 400, .rejected, hint: "does not understand the request"),
        .ecs("Ecs.0003", 403, .forbidden, hint: account),
        .ecs("Ecs.0005", 400, .rejected, hint: "is --api the one that the endpoint offers"),
        .ecs("Ecs.0011", 400, .policy, hint: "8 to 26 characters of three classes, without the user name"),
        .ecs("Ecs.0023", 400, .rejected, hint: project),
        .ecs("Ecs.0030", 400, .conflict, hint: "frozen; see to its billing"),
        .ecs("Ecs.0066", 403, .forbidden, hint: account),
        .ecs("Ecs.0067", 403, .forbidden, hint: account),
        .ecs("Ecs.0068", 403, .forbidden, hint: account),
        .ecs("Ecs.0069", 403, .forbidden, hint: account),
        .ecs("Ecs.0070", 403, .forbidden, hint: account),
        .ecs("Ecs.0071", 403, .forbidden, hint: account),
        .ecs("Ecs.0100", 400, .conflict, hint: "wait until it is active or stopped"),
        .ecs("Ecs.0110", 403, .forbidden, hint: permission),
        .ecs("Ecs.0114", 404, .notFound, hint: serverID, message: noServer),
        .ecs("Ecs.0118", 400, .rejected, hint: "smaller batches", action: .resetPasswords),
        .ecs("Ecs.0122", 400, .rejected, hint: "X-Client-Token"),
        .ecs("Ecs.0123", 400, .rejected, hint: "X-Client-Token"),
        .ecs("Ecs.0124", 400, .rejected, hint: "X-Client-Token"),
        .ecs("Ecs.0226", 400, .conflict, hint: "did not start; look at it in the console", action: .startServers),
        .ecs("Ecs.0227", 400, .conflict, hint: "a hard reboot may help", action: .rebootServers),
        .ecs("Ecs.0301", 400, .cloud, retry: true, hint: passing, action: .showServer),
        .ecs("Ecs.0314", 400, .notFound, hint: "the key pair does not exist", action: .showKeyPair),
        .ecs("Ecs.0603", 501, .conflict, retry: true, after: .seconds(60), hint: "it takes a minute"),
        .ecs("Ecs.0605", 400, .conflict, hint: "unlock it first"),
        .ecs("Ecs.0610", 400, .cloud, retry: true, hint: "ask its support"),
        .ecs("Ecs.0611", 400, .cloud, hint: "the error of each server", action: .resetPasswords),
        .ecs("Ecs.0612", 400, .cloud, retry: true, hint: passing),
        .ecs("Ecs.0613", 400, .rejected, hint: "CloudResetPwdAgent"),
        .ecs("Ecs.0614", 404, .notFound, hint: serverID, message: noServer),
        .ecs("Ecs.0615", 500, .cloud, retry: true, hint: passing),
        .ecs("Ecs.1000", 400, .cloud, retry: true, hint: passing),
        .ecs("Ecs.1001", 400, .cloud, hint: "give the cloud's support the request id"),
        .ecs("Ecs.1002", 400, .cloud, retry: true, hint: passing),
        .ecs("Ecs.1100", 400, .cloud, retry: true, hint: passing),
        .ecs("Pdp.0001", 403, .forbidden, hint: permission),
        .ecs("Common.0001", 500, .cloud, retry: true, hint: passing),
        .ecs("Common.0002", 400, .rejected, hint: "does not understand the request"),
        .ecs("Common.0011", 400, .rejected, hint: "the job's id is wrong", action: .showJob),
        .ecs("Common.0013", 401, .authentication, hint: "get a new one"),
        .ecs("Common.0018", 400, .rejected, hint: project),
        .ecs("Common.0021", 400, .cloud, retry: true, hint: passing, action: .showJob),
        .ecs("Common.0024", 202, .throttled, retry: true, hint: slower),
        .ecs("Common.0025", 400, .cloud, retry: true, hint: passing, action: .showJob),
        .ecs("Common.1503", 503, .throttled, retry: true, hint: slower),
        // What is success for an operation is an error with such a body all the same.
        .ecs("Common.0024", 202, .throttled, retry: true, hint: slower, action: .clearPassword),
        .ecs("Common.0024", 200, .throttled, retry: true, hint: slower, action: .getPassword),
        // A code that nobody has heard of.
        .ecs("Ecs.9999", 403, .forbidden, hint: permission),
        .ecs("Ecs.9999", 500, .cloud, hint: "give the cloud's support the request id"),
        .ecs("Ecs.9999", 503, .cloud, retry: true, hint: passing),
        .ecs("Ecs.9999", 404, .notFound, hint: serverID),
        .ecs("Ecs.0005", 503, .cloud, retry: true, hint: passing),
    ]

    private static let read = "ecs:cloudServers:showServerPassword, given in the project or the enterprise project"
    private static let credential = "the gateway does not accept the credential"
    private static let signatureFailed =
        "verify aksk signature fail, canonicalRequest:GET|/v1/1/cloudservers/2/os-server-password/||host:a|"
        + "x-sdk-date:20260101T000000Z||host;x-sdk-date|e3b0"

    /// Every code of the gateway and of IAM.
    static let gatewayCodes: [ErrorAnswer] = [
        .gateway("APIGW.0101", 404, .notFound, hint: "is --endpoint the address of the compute API"),
        .gateway("APIGW.0201", 400, .rejected, hint: "too large for the gateway"),
        .gateway("APIGW.0201", 413, .rejected, hint: "too large for the gateway"),
        .gateway("APIGW.0201", 414, .rejected, hint: "too large for the gateway"),
        .gateway("APIGW.0201", 494, .rejected, hint: "too large for the gateway"),
        .gateway("APIGW.0201", 502, .cloud, retry: true, hint: passing),
        .gateway("APIGW.0201", 504, .cloud, retry: true, hint: passing),
        .gateway("APIGW.0301", 401, .authentication, hint: credential),
        .gateway(
            "APIGW.0301",
            401,
            .authentication,
            text: "calc aksk signature fail:signature expired, signature time:20211217T064303Z,"
                + "server time:20211217T065903Z",
            hint: "this machine's clock is 16m behind the cloud's"
        ),
        .gateway("APIGW.0301", 401, .authentication, text: signatureFailed, hint: "check the secret access key"),
        .gateway(
            "APIG.0301",
            401,
            .authentication,
            text: "AK access failed to reach the limit,forbidden",
            hint: "five minutes"
        ),
        .gateway(
            "APIGW.0301",
            401,
            .authentication,
            text: "Get secretKey failed,ak:A,err:ak not exist",
            hint: "the access key's id"
        ),
        .gateway("APIGW.0301", 401, .authentication, text: "decrypt token fail", hint: "is the token complete"),
        .gateway("APIGW.0301", 401, .authentication, text: "token expires, expires_at", hint: "get a new one"),
        .gateway("APIGW.0301", 401, .authentication, text: "x-auth-token not found", hint: "get a new one"),
        .gateway("APIGW.0302", 403, .forbidden, hint: read),
        .gateway("APIGW.0303", 401, .authentication, hint: credential),
        .gateway("APIGW.0305", 401, .authentication, hint: credential),
        .gateway("APIGW.0306", 403, .forbidden, hint: read),
        .gateway("APIGW.0307", 401, .authentication, hint: "get a new one"),
        .gateway(
            "APIGW.0308",
            429,
            .throttled,
            retry: true,
            after: .milliseconds(1500),
            text: "The throttling threshold has been reached: policy user over ratelimit,limit:200,time:5 minute",
            hint: slower
        ),
        .gateway("APIG.0308", 429, .throttled, retry: true, hint: slower),
        .gateway("APIGW.0310", 403, .forbidden, hint: "check --project and the region of the endpoint"),
        .gateway("APIGW.0601", 500, .cloud, retry: true, hint: passing),
        .gateway("APIGW.0605", 500, .cloud, retry: true, hint: passing),
        .gateway("APIGW.0610", 500, .cloud, retry: true, hint: passing),
        .gateway("APIGW.0613", 503, .cloud, retry: true, hint: passing),
        .gateway("APIGW.0802", 403, .forbidden, hint: "not allowed in this region"),
        .gateway("IAM.0001", 401, .authentication, hint: credential),
        .gateway("IAM.0002", 403, .forbidden, hint: "ask the account's administrator"),
        .gateway("IAM.0003", 403, .forbidden, hint: "ask the account's administrator"),
        .gateway("IAM.0006", 500, .cloud, retry: true, hint: passing),
        .gateway("IAM.0012", 429, .throttled, retry: true, text: "Threshold: 9 times per 60 seconds", hint: slower),
        .gateway("IAM.0061", 401, .authentication, hint: "the account is locked"),
        .gateway("IAM.0062", 401, .authentication, hint: "the user name or password is wrong"),
        .gateway("IAM.0066", 401, .authentication, hint: "get a new one"),
        .gateway("IAM.0067", 401, .authentication, hint: "get a new one"),
        .gateway("IAM.0080", 401, .authentication, hint: "the user of this access key is disabled"),
        .gateway("IAM.0081", 401, .authentication, hint: "no programmatic access"),
        .gateway("IAM.0082", 401, .authentication, hint: credential),
    ]

    /// Every fault of Nova.
    static let novaFaults: [ErrorAnswer] = [
        .nova("badRequest", 400, .rejected, hint: "is --api the one that the endpoint offers"),
        .nova("unauthorized", 401, .authentication, hint: "get a new one"),
        .nova("forbidden", 403, .forbidden, hint: "ecs:serverPasswords:manage, given in the project"),
        .nova("forbidden", 403, .forbidden, hint: "os_compute_api:os-server-password:show", api: .nova),
        .nova("itemNotFound", 404, .notFound, hint: serverID, message: noServer),
        .nova("badMethod", 405, .unsupported, hint: "the endpoint has no such operation"),
        .nova("conflictingRequest", 409, .conflict, hint: "wait until it is active or stopped"),
        .nova("overLimit", 413, .throttled, retry: true, hint: slower),
        .nova("overLimit", 429, .throttled, retry: true, hint: slower),
        .nova("computeFault", 500, .cloud, hint: "give the cloud's support the request id"),
        .nova("notImplemented", 501, .unsupported, hint: "the endpoint has no such operation"),
        .nova("serviceUnavailable", 503, .cloud, retry: true, hint: passing),
    ]
}
