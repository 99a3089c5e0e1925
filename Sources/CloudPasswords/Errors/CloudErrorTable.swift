import AutomationCore

/// What the error codes of the cloud mean, one row each.
///
/// Sources: ECS API reference, "Error Codes"; API Gateway, "Error Codes" (APIG and APIGW have the same numbers); IAM API
/// reference, "Error Codes"; Nova, `nova/api/openstack/wsgi.py`. A code that is not here is judged by its HTTP status.
enum CloudErrorTable {
    /// The meaning of a code, in whatever case its service is written; nil when it has no row.
    static func meaning(of code: String) -> CloudErrorMeaning? {
        rows[CloudErrorCode.canonical(code) ?? code]
    }

    static let account = "see to the account: real-name authentication, arrears, budget or a suspension"
    static let administrator = "ask the account's administrator for the right to it"
    static let clientToken = "leave the header X-Client-Token to the cloud's own tools; it is for creating servers"
    static let credential = "the gateway does not accept the credential; is it of this cloud site, and still valid?"
    static let newToken = "the token is wrong, has expired, or belongs to another region; get a new one"
    static let passing = "a passing failure of the cloud; if it goes on, give its support the request id"
    static let project =
        "the credential belongs to another project than --project; give the id of its own project, or "
        + "a credential for this one"
    static let request = "the API does not understand the request; is --api the one that the endpoint offers?"
    static let serverID = "check the server's id, the project and the region of the endpoint"
    static let slower = "too many requests; let fewer servers run at once"
    static let state = "the server's status does not allow it now; wait until it is active or stopped"
    static let support = "give the cloud's support the request id"
    static let tooLarge = "the request is too large for the gateway; send fewer servers at a time"

    static let throttle = CloudErrorMeaning(.throttled, .backOff, slower)

    /// The rows by code.
    static let rows = [ecs, common, gateway, identity, nova].reduce(into: [:]) { rows, part in
        rows.merge(part) { first, _ in first }
    }
}
