import AutomationCore

extension CloudErrorTable {
    /// The codes of ECS itself.
    static let ecs: [String: CloudErrorMeaning] = [
        // The request and the account.
        "Ecs.0000": CloudErrorMeaning(.rejected, .no, request),
        "Ecs.0003": CloudErrorMeaning(.forbidden, .no, account),
        "Ecs.0005": CloudErrorMeaning(.rejected, .no, request),
        "Ecs.0023": CloudErrorMeaning(.rejected, .no, project),
        "Ecs.0066": CloudErrorMeaning(.forbidden, .no, account),
        "Ecs.0067": CloudErrorMeaning(.forbidden, .no, account),
        "Ecs.0068": CloudErrorMeaning(.forbidden, .no, account),
        "Ecs.0069": CloudErrorMeaning(.forbidden, .no, account),
        "Ecs.0070": CloudErrorMeaning(.forbidden, .no, account),
        "Ecs.0071": CloudErrorMeaning(.forbidden, .no, account),
        "Ecs.0110": CloudErrorMeaning(.forbidden, .no),
        "Ecs.0118": CloudErrorMeaning(.rejected, .no, "split the servers into smaller batches"),
        "Ecs.0122": CloudErrorMeaning(.rejected, .no, clientToken),
        "Ecs.0123": CloudErrorMeaning(.rejected, .no, clientToken),
        "Ecs.0124": CloudErrorMeaning(.rejected, .no, clientToken),

        // The server.
        "Ecs.0030": CloudErrorMeaning(.conflict, .no, "the server is frozen; see to its billing"),
        "Ecs.0100": CloudErrorMeaning(.conflict, .no, state),
        "Ecs.0114": CloudErrorMeaning(.notFound, .no, serverID),
        "Ecs.0226": CloudErrorMeaning(.conflict, .no, "the server did not start; look at it in the console"),
        "Ecs.0227": CloudErrorMeaning(.conflict, .no, "the server did not restart; a hard reboot may help"),
        "Ecs.0301": CloudErrorMeaning(.cloud, .backOff, passing),
        "Ecs.0314": CloudErrorMeaning(.notFound, .no, "the key pair does not exist in this project and region"),
        "Ecs.0603": CloudErrorMeaning(
            .conflict,
            .after(.seconds(60)),
            "another command is being carried out on the server; it takes a minute"
        ),
        "Ecs.0605": CloudErrorMeaning(.conflict, .no, "the server is locked; unlock it first"),
        "Ecs.0614": CloudErrorMeaning(.notFound, .no, serverID),
        "Ecs.0615": CloudErrorMeaning(.cloud, .backOff, passing),

        // Passwords.
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
        "Ecs.0612": CloudErrorMeaning(.cloud, .backOff, passing),
        "Ecs.0613": CloudErrorMeaning(
            .rejected,
            .no,
            "install the password reset plug-in (CloudResetPwdAgent) in the server, then restart it"
        ),

        // What stands behind it.
        "Ecs.1000": CloudErrorMeaning(.cloud, .backOff, passing),
        "Ecs.1001": CloudErrorMeaning(.cloud, .no, support),
        "Ecs.1002": CloudErrorMeaning(.cloud, .backOff, passing),
        "Ecs.1100": CloudErrorMeaning(.cloud, .backOff, passing),
    ]

    /// The codes that ECS shares with other services.
    static let common: [String: CloudErrorMeaning] = [
        "Pdp.0001": CloudErrorMeaning(.forbidden, .no),
        "Common.0001": CloudErrorMeaning(.cloud, .backOff, passing),
        "Common.0002": CloudErrorMeaning(.rejected, .no, request),
        "Common.0011": CloudErrorMeaning(.rejected, .no, "the job's id is wrong; check it, the project and the region"),
        "Common.0013": CloudErrorMeaning(.authentication, .no, newToken),
        "Common.0018": CloudErrorMeaning(.rejected, .no, project),
        "Common.0021": CloudErrorMeaning(.cloud, .backOff, passing),
        "Common.0024": CloudErrorMeaning(.throttled, .backOff, slower),
        "Common.0025": CloudErrorMeaning(.cloud, .backOff, passing),
        "Common.1503": CloudErrorMeaning(.throttled, .backOff, slower),
    ]
}
