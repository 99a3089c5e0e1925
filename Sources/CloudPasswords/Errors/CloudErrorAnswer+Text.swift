import AutomationCore

extension CloudErrorAnswer {
    /// What went wrong, in one line.
    func message(_ kind: ErrorKind, _ context: RequestContext) -> String {
        if kind == .notFound, isAboutServer, let server = context.server, context.operation.action != .showKeyPair {
            return "there is no server \(server.id) in this project"
        }
        // Where it points matters more than what a portal says beside it.
        if let target = redirection?.target {
            return "the endpoint answered with a redirect to \(target), which is not followed"
        }
        if let message = body?.message, !message.isEmpty {
            // What is compared with the request that was sent must be whole.
            let isWhole =
                status == 401 && code.map(SignatureFailure.codes.contains) == true
                && SignatureFailure(message: message) != nil
            return "the cloud answered: \(CloudErrorText.line(message, limit: isWhole ? 128 * 1024 : 300))"
        }
        if redirection != nil { return "the endpoint answered with a redirect, which is not followed" }
        if page { return "the endpoint answered with a web page (HTML)" }
        if isEmpty { return "the endpoint answered with an empty error" }
        return code == nil ? "the endpoint answered with an error in no known form" : "the cloud gives no reason"
    }

    /// What to do about it.
    func hint(_ meaning: CloudErrorMeaning, _ context: RequestContext) -> String {
        let hint = signatureHint ?? redirectionHint(context) ?? generalHint(meaning, context)
        guard let reason = body?.authorizationMessage else { return hint }
        // It is hundreds of characters long as a rule, and means nothing to people.
        let clause =
            reason.utf8.count <= 64
            ? "IAM's encoded reason, which an administrator can decode: \(CloudErrorText.line(reason))"
            : "the answer holds IAM's reason in encoded_authorization_message, which an administrator can decode"
        return "\(hint); \(clause)"
    }

    /// Whether the code or the fault says that a server does not exist.
    private var isAboutServer: Bool {
        let code = body?.code.flatMap(CloudErrorCode.canonical)
        return body?.fault == "itemNotFound" || code == "Ecs.0114" || code == "Ecs.0614"
    }

    /// Asks about the address, when it seems that something else answers there.
    func addressHint(_ context: RequestContext) -> String {
        context.operation.api == .identity
            ? "is it the address of the identity service, such as https://HOST/v3?"
            : "is --endpoint the address of the compute API, and --api what it offers?"
    }

    private func generalHint(_ meaning: CloudErrorMeaning, _ context: RequestContext) -> String {
        switch meaning.hint {
        case CloudErrorTable.serverID?: return Self.lostHint(context)
        case let hint?: return hint
        case nil: return meaning.kind == .forbidden ? Self.permissionHint(context.operation) : addressHint(context)
        }
    }

    /// What to check when what was asked about does not exist.
    private static func lostHint(_ context: RequestContext) -> String {
        switch context.operation.action {
        case .showJob: "check the job's id, the project and the region of the endpoint; old jobs are forgotten"
        case .showKeyPair: "check the key pair's name, the project and the region of the endpoint"
        default: CloudErrorTable.serverID
        }
    }

    private static func permissionHint(_ operation: CloudOperation) -> String {
        guard let permission = operation.permission else {
            return "the caller has no right to it in this project; an administrator can give it"
        }
        let scopes = operation.scopes.map { $0 == .project ? "the project" : "the enterprise project" }
        return "the caller needs the permission \(permission), given in \(scopes.joined(separator: " or "))"
    }

    /// What to do about a refused signature, as far as the gateway's text alone tells.
    private var signatureHint: String? {
        guard let code, SignatureFailure.codes.contains(code), let message = body?.message else { return nil }
        return switch SignatureFailure(message: message) {
        case .expired(let correction?):
            "\(ClockSkew.sentence(correction)); set it, best by NTP: 15 minutes are allowed"
        case .expired(nil): "set this machine's clock, best by NTP: 15 minutes are allowed"
        case .different: "check the secret access key; after five failures in a row the access key is locked"
        case .unknownKey: "check the access key's id; a temporary one needs its security token beside it"
        case .lockedKey: "the access key opens again after five minutes; check its secret before"
        case .unreadableToken: "is the token complete, and from the cloud site that the endpoint belongs to?"
        case nil: message.contains("token") ? CloudErrorTable.newToken : nil
        }
    }

    private func redirectionHint(_ context: RequestContext) -> String? {
        redirection?.hint(place: context.operation.api == .identity ? "the identity endpoint" : "--endpoint")
    }
}
