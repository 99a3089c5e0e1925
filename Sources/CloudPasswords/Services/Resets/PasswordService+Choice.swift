import AutomationCore

extension PasswordService {
    /// How many passwords are generated until one satisfies every policy.
    private static let candidates = 100

    /// The password to set: the given one when it keeps the API's rules and every policy, or a generated one that does.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/policy``, or what a policy throws.
    func choose(
        _ password: Secret?,
        userName: String?,
        for api: CloudAPI,
        servers: [Server]
    ) async throws -> Secret {
        let rules = PasswordRules.rules(of: api)
        if let password {
            try rules.validate(password, userName: userName)
            if let violation = try await violation(by: password, of: servers, userName) {
                throw Self.refused(violation)
            }
            return password
        }
        let generator = PasswordGenerator(rules: rules, randomness: world.randomness)
        var last = ""
        for _ in 0..<Self.candidates {
            let candidate = try generator.generate(userName: userName)
            guard let violation = try await violation(by: candidate, of: servers, userName) else { return candidate }
            last = violation
        }
        throw AutomationError(
            .policy,
            "none of \(Self.candidates) generated passwords satisfies the policies: the last one \(last)",
            hint: "give a password that does, or mend the policy"
        )
    }

    /// What the first policy that a password does not satisfy says of it.
    private func violation(by password: Secret, of servers: [Server], _ userName: String?) async throws -> String? {
        for policy in policies {
            for server in servers {
                let found = try await policy.violations(of: password, for: server, userName: userName)
                if let first = found.first { return first }
            }
        }
        return nil
    }

    private static func refused(_ violation: String) -> AutomationError {
        AutomationError(.policy, "the password \(violation)")
    }
}
