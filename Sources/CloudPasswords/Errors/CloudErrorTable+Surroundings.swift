import AutomationCore

extension CloudErrorTable {
    /// The codes of the API gateway.
    static let gateway: [String: CloudErrorMeaning] = [
        "APIGW.0101": CloudErrorMeaning(
            .notFound,
            .no,
            "is --endpoint the address of the compute API, and --api what it offers?"
        ),
        "APIGW.0201": CloudErrorMeaning(.rejected, .no, tooLarge),
        "APIGW.0301": CloudErrorMeaning(.authentication, .no, credential),
        "APIGW.0302": CloudErrorMeaning(.forbidden, .no),
        "APIGW.0303": CloudErrorMeaning(.authentication, .no, credential),
        "APIGW.0305": CloudErrorMeaning(.authentication, .no, credential),
        "APIGW.0306": CloudErrorMeaning(.forbidden, .no),
        "APIGW.0307": CloudErrorMeaning(.authentication, .no, newToken),
        "APIGW.0308": CloudErrorMeaning(.throttled, .backOff, slower),
        "APIGW.0310": CloudErrorMeaning(
            .forbidden,
            .no,
            "the project is not available; check --project and the region of the endpoint"
        ),
        "APIGW.0601": CloudErrorMeaning(.cloud, .backOff, passing),
        "APIGW.0605": CloudErrorMeaning(.cloud, .backOff, passing),
        "APIGW.0610": CloudErrorMeaning(.cloud, .backOff, passing),
        "APIGW.0613": CloudErrorMeaning(.cloud, .backOff, passing),
        "APIGW.0802": CloudErrorMeaning(
            .forbidden,
            .no,
            "the user is not allowed in this region; check the region of the endpoint, or ask the account's "
                + "administrator"
        ),
    ]

    /// The codes of IAM.
    static let identity: [String: CloudErrorMeaning] = [
        "IAM.0001": CloudErrorMeaning(.authentication, .no, credential),
        "IAM.0002": CloudErrorMeaning(.forbidden, .no, administrator),
        "IAM.0003": CloudErrorMeaning(.forbidden, .no, administrator),
        "IAM.0006": CloudErrorMeaning(.cloud, .backOff, passing),
        "IAM.0012": CloudErrorMeaning(.throttled, .backOff, slower),
        "IAM.0061": CloudErrorMeaning(.authentication, .no, "the account is locked; wait, or ask its administrator"),
        "IAM.0062": CloudErrorMeaning(.authentication, .no, "the user name or password is wrong"),
        "IAM.0066": CloudErrorMeaning(.authentication, .no, newToken),
        "IAM.0067": CloudErrorMeaning(.authentication, .no, newToken),
        "IAM.0080": CloudErrorMeaning(
            .authentication,
            .no,
            "the user of this access key is disabled; use another's, or ask the account's administrator"
        ),
        "IAM.0081": CloudErrorMeaning(
            .authentication,
            .no,
            "the user has no programmatic access; ask the account's administrator for it"
        ),
        "IAM.0082": CloudErrorMeaning(.authentication, .no, credential),
    ]

    /// The faults of Nova, which have names.
    static let nova: [String: CloudErrorMeaning] = [
        "badRequest": CloudErrorMeaning(.rejected, .no, request),
        "unauthorized": CloudErrorMeaning(.authentication, .no, newToken),
        "forbidden": CloudErrorMeaning(.forbidden, .no),
        "itemNotFound": CloudErrorMeaning(.notFound, .no, serverID),
        "badMethod": CloudErrorMeaning(
            .unsupported,
            .no,
            "the endpoint has no such operation; is --api the one that it offers?"
        ),
        "conflictingRequest": CloudErrorMeaning(.conflict, .no, state),
        "overLimit": CloudErrorMeaning(.throttled, .backOff, slower),
        "computeFault": CloudErrorMeaning(.cloud, .no, support),
        "notImplemented": CloudErrorMeaning(
            .unsupported,
            .no,
            "the endpoint has no such operation; is --api the one that it offers?"
        ),
        "serviceUnavailable": CloudErrorMeaning(.cloud, .backOff, passing),
    ]
}
