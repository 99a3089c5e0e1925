public import AutomationCore
import Foundation

extension PasswordService {
    /// Resets the server's password. It takes effect when the server starts or restarts next.
    ///
    /// The new password is stored as pending before anything is sent, and becomes current once the cloud has
    /// answered. From the one to the other nothing is torn: a cancelled task finishes this first.
    ///
    /// - Parameters:
    ///   - password: The new password; one is generated when it is nil.
    ///   - userName: The administrator's name, which must not be in the password; nil for the usual ones.
    ///   - escrow: Whether to store the password. Without, the caller alone has it.
    /// - Returns: The new password.
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/policy`` when the password breaks the API's rules, of kind
    ///   ``ErrorKind/secretStore`` when it could not be stored; nothing was sent then.
    public func reset(
        _ server: Server,
        to password: Secret? = nil,
        userName: String? = nil,
        api: CloudAPI? = nil,
        escrow: Bool = true
    ) async throws -> Secret {
        let caller = "password.reset"
        let operation = try operation(.resetPassword, api, server, caller: caller)
        let rules = PasswordRules.rules(of: operation.api)
        let password = try choose(password, rules: rules, userName: userName, caller: caller, server: server)
        if operation.isDeprecated {
            events.receive(.log(.warning, "the \(operation.api.rawValue) reset is deprecated", server: server))
        }
        let body = Self.resetBody(password, api: operation.api)
        try Task.checkCancellation()
        try await world.finishing { [self] in
            do {
                if escrow {
                    try await store.putPending(password, for: server)
                    events.receive(.step(server: server, what: "new password stored as pending"))
                }
                try await sendReset(operation, body: body, server: server, escrow: escrow, caller: caller)
                events.receive(.step(server: server, what: "reset sent"))
                if escrow {
                    try await store.promotePending(for: server)
                    events.receive(.step(server: server, what: "new password is current"))
                }
            } catch let error as AutomationError {
                throw error.about(caller, server).hiding(password)
            }
        }
        return password
    }

    private func sendReset(
        _ operation: CloudOperation,
        body: [UInt8],
        server: Server,
        escrow: Bool,
        caller: String
    ) async throws {
        do {
            _ = try await client.send(operation, server: server, body: body, caller: caller)
        } catch var error as AutomationError {
            guard escrow else { throw error }
            if Self.isCertainlyNotDone(error) {
                try await store.withdrawPending(for: server)
            } else {
                let advice = "the new password stays stored as pending, because the reset may have been carried out"
                error.hint = error.hint.map { "\($0); \(advice)" } ?? advice
            }
            throw error
        }
    }

    /// Whether the cloud has looked at the request and refused it, so that the password is certainly the old one.
    private static func isCertainlyNotDone(_ error: AutomationError) -> Bool {
        guard let status = error.status else {
            // Nothing was sent when there was no token or no usable address.
            return error.kind == .authentication || error.kind == .input || error.kind == .argument
        }
        return [400, 401, 403, 404, 405, 429].contains(status)
    }

    private func choose(
        _ password: Secret?,
        rules: PasswordRules,
        userName: String?,
        caller: String,
        server: Server
    ) throws(AutomationError) -> Secret {
        do throws(AutomationError) {
            guard let password else {
                return try PasswordGenerator(rules: rules, randomness: world.randomness).generate(userName: userName)
            }
            try rules.validate(password, userName: userName)
            return password
        } catch {
            throw error.about(caller, server)
        }
    }

    private static func resetBody(_ password: Secret, api: CloudAPI) -> [UInt8] {
        struct Body: Encodable {
            struct Reset: Encodable {
                var newPassword: String
                var isCheckPassword: Bool?
                enum CodingKeys: String, CodingKey {
                    case newPassword = "new_password"
                    case isCheckPassword = "is_check_password"
                }
            }

            var reset: Reset
            enum CodingKeys: String, CodingKey { case reset = "reset-password" }
        }
        return password.withExposedText { text in
            // Only the current API knows the field; with it the cloud checks the password once more.
            let body = Body(reset: .init(newPassword: text, isCheckPassword: api == .v1 ? true : nil))
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return (try? encoder.encode(body)).map(Array.init) ?? []
        }
    }
}
