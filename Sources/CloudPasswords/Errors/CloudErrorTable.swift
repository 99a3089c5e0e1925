import AutomationCore

/// What the error codes of the cloud mean, one row each.
///
/// Sources: ECS API reference, "Error Codes"; API Gateway, "Error Codes" (APIG and APIGW have the same numbers); IAM API
/// reference, "Error Codes". A code that is not here is judged by its HTTP status.
enum CloudErrorTable {
    /// The meaning of a code; nil when it has no row.
    static func meaning(of code: String) -> CloudErrorMeaning? {
        rows[code.hasPrefix("APIG.") ? "APIGW." + code.dropFirst(5) : code]
    }

    private static let account = "see to the account: real-name authentication, arrears, budget or a suspension"
    private static let project = "the credential belongs to another project than --project"
    static let serverID = "check the server's id, the project and the region of the endpoint"
    static let newToken = "the token is wrong, has expired, or belongs to another region; get a new one"
    static let slower = "too many requests; let fewer servers run at once"

    /// The rows by code.
    static let rows: [String: CloudErrorMeaning] = [
        // ECS: the request and the account.
        "Ecs.0000": CloudErrorMeaning(.rejected, .no),
        "Ecs.0003": CloudErrorMeaning(.forbidden, .no, account),
        "Ecs.0005": CloudErrorMeaning(.rejected, .no),
        "Ecs.0023": CloudErrorMeaning(.rejected, .no, project),
        "Ecs.0066": CloudErrorMeaning(.forbidden, .no, account),
        "Ecs.0067": CloudErrorMeaning(.forbidden, .no, account),
        "Ecs.0068": CloudErrorMeaning(.forbidden, .no, account),
        "Ecs.0069": CloudErrorMeaning(.forbidden, .no, account),
        "Ecs.0070": CloudErrorMeaning(.forbidden, .no, account),
        "Ecs.0071": CloudErrorMeaning(.forbidden, .no, account),
        "Ecs.0110": CloudErrorMeaning(.forbidden, .no),
        "Ecs.0118": CloudErrorMeaning(.rejected, .no, "split the servers into smaller batches"),

        // ECS: the server.
        "Ecs.0030": CloudErrorMeaning(.conflict, .no, "the server is frozen; see to its billing"),
        "Ecs.0100": CloudErrorMeaning(
            .conflict,
            .no,
            "the server's status does not allow it now; wait until it is active or stopped"
        ),
        "Ecs.0114": CloudErrorMeaning(.notFound, .no, serverID),
        "Ecs.0226": CloudErrorMeaning(.conflict, .no, "the server did not start; look at it in the console"),
        "Ecs.0227": CloudErrorMeaning(.conflict, .no, "the server did not restart; a hard reboot may help"),
        "Ecs.0301": CloudErrorMeaning(.cloud, .backOff),
        "Ecs.0314": CloudErrorMeaning(.notFound, .no, "the key pair does not exist in this project and region"),
        "Ecs.0603": CloudErrorMeaning(
            .conflict,
            .after(.seconds(60)),
            "another command is being carried out on the server; it takes a minute"
        ),
        "Ecs.0605": CloudErrorMeaning(.conflict, .no, "the server is locked; unlock it first"),
        "Ecs.0614": CloudErrorMeaning(.notFound, .no, serverID),
        "Ecs.0615": CloudErrorMeaning(.cloud, .backOff),

        // ECS: passwords.
        "Ecs.0011": CloudErrorMeaning(
            .policy,
            .no,
            "the cloud finds the password too weak: 8 to 26 characters of three classes, without the user name; "
                + "password.generate makes one that it takes"
        ),
        "Ecs.0610": CloudErrorMeaning(
            .cloud,
            .backOff,
            "the reset failed in the cloud; if it goes on, ask its support"
        ),
        "Ecs.0611": CloudErrorMeaning(.cloud, .no, "look at the error of each server"),
        "Ecs.0612": CloudErrorMeaning(.cloud, .backOff),
        "Ecs.0613": CloudErrorMeaning(
            .rejected,
            .no,
            "install the password reset plug-in (CloudResetPwdAgent) in the server, then restart it"
        ),

        // ECS: what stands behind it.
        "Ecs.1000": CloudErrorMeaning(.cloud, .backOff),
        "Ecs.1001": CloudErrorMeaning(.cloud, .no),
        "Ecs.1002": CloudErrorMeaning(.cloud, .backOff),
        "Ecs.1100": CloudErrorMeaning(.cloud, .backOff),
        "Pdp.0001": CloudErrorMeaning(.forbidden, .no),
        "Common.0001": CloudErrorMeaning(.cloud, .backOff),
        "Common.0002": CloudErrorMeaning(.rejected, .no),
        "Common.0011": CloudErrorMeaning(.rejected, .no),
        "Common.0013": CloudErrorMeaning(.authentication, .no, newToken),
        "Common.0018": CloudErrorMeaning(.rejected, .no, project),
        "Common.0021": CloudErrorMeaning(.cloud, .backOff),
        "Common.0024": CloudErrorMeaning(.throttled, .backOff, slower),
        "Common.0025": CloudErrorMeaning(.cloud, .backOff),
        "Common.1503": CloudErrorMeaning(.throttled, .backOff, slower),

        // The gateway.
        "APIGW.0101": CloudErrorMeaning(
            .notFound,
            .no,
            "is --endpoint the address of the compute API, and --api what it offers?"
        ),
        "APIGW.0301": CloudErrorMeaning(.authentication, .no, "the gateway does not accept the credential"),
        "APIGW.0302": CloudErrorMeaning(.forbidden, .no),
        "APIGW.0303": CloudErrorMeaning(.authentication, .no),
        "APIGW.0305": CloudErrorMeaning(.authentication, .no),
        "APIGW.0306": CloudErrorMeaning(.forbidden, .no),
        "APIGW.0307": CloudErrorMeaning(.authentication, .no, newToken),
        "APIGW.0308": CloudErrorMeaning(.throttled, .backOff, slower),
        "APIGW.0310": CloudErrorMeaning(.forbidden, .no, "the project is not available"),
        "APIGW.0601": CloudErrorMeaning(.cloud, .backOff),
        "APIGW.0605": CloudErrorMeaning(.cloud, .backOff),
        "APIGW.0610": CloudErrorMeaning(.cloud, .backOff),
        "APIGW.0613": CloudErrorMeaning(.cloud, .backOff),
        "APIGW.0802": CloudErrorMeaning(.forbidden, .no, "the user is not allowed in this region"),

        // IAM.
        "IAM.0001": CloudErrorMeaning(.authentication, .no),
        "IAM.0002": CloudErrorMeaning(.forbidden, .no),
        "IAM.0003": CloudErrorMeaning(.forbidden, .no),
        "IAM.0006": CloudErrorMeaning(.cloud, .backOff),
        "IAM.0012": CloudErrorMeaning(.throttled, .backOff, slower),
        "IAM.0061": CloudErrorMeaning(.authentication, .no, "the account is locked; wait, or ask its administrator"),
        "IAM.0062": CloudErrorMeaning(.authentication, .no, "the user name or password is wrong"),
        "IAM.0066": CloudErrorMeaning(.authentication, .no, newToken),
        "IAM.0067": CloudErrorMeaning(.authentication, .no, newToken),
        "IAM.0080": CloudErrorMeaning(.authentication, .no, "the user of this access key is disabled"),
        "IAM.0081": CloudErrorMeaning(.authentication, .no, "the user has no programmatic access"),
        "IAM.0082": CloudErrorMeaning(.authentication, .no),
    ]
}
