import AutomationCore
import Foundation
import HTTPTypes

extension SimulatedCloud {
    /// Somebody who has proved who they are.
    private struct Proof {
        var user: SimulatedUser
        /// Keystone: a token that was got with another one ends when that one ends.
        var end: Date?
        var scope: IssuedToken.Scope?
    }

    /// Why there is no token.
    private struct Refusal: Error {
        var answer: TransportResponse
    }

    /// Gives out a token, or says why not.
    mutating func issueToken(_ request: TokenRequest, to address: String, withCatalog: Bool, at now: Date)
        -> TransportResponse
    {
        do throws(Refusal) {
            let proof = try proof(request.auth.identity, hasScope: request.auth.scope != nil, at: now)
            let lifetime = configuration.wallSeconds(configuration.tokenLifetime)
            let token = IssuedToken(
                user: proof.user,
                scope: try scope(of: proof, asked: request.auth.scope),
                methods: request.auth.identity.methods,
                issuedAt: now,
                expiresAt: proof.end ?? now.addingTimeInterval(lifetime)
            )
            let catalog = withCatalog ? ServiceCatalog(address: address, configuration: configuration) : nil
            var response = TransportResponse.json(201, token.body(in: configuration, catalog: catalog))
            let text = identity.issue(token)
            if let name = HTTPField.Name("X-Subject-Token") { response.head.headerFields[name] = text }
            return response
        } catch {
            return error.answer
        }
    }

    private mutating func proof(
        _ request: TokenRequest.Identity,
        hasScope: Bool,
        at now: Date
    ) throws(Refusal) -> Proof {
        switch request.methods {
        case ["password"]:
            guard let asked = request.password?.user, let password = asked.password else { throw Self.invalid }
            return Proof(user: try user(asked, password: password, at: now))
        case ["application_credential"]:
            guard let asked = request.applicationCredential else { throw Self.invalid }
            // Source: Keystone, keystone/auth/core.py: it has a project of its own and must ask for none.
            guard !hasScope, let user = user(of: asked) else { throw Self.unauthorized }
            return Proof(user: user, scope: .project)
        case ["token"]:
            guard let asked = request.token else { throw Self.invalid }
            if configuration.tokens.contains(asked.id), let user = configuration.users.first {
                return Proof(user: user)
            }
            guard let token = identity.token(asked.id), now < token.expiresAt else { throw Self.unauthorized }
            return Proof(user: token.user, end: token.expiresAt)
        default:
            throw Self.invalid
        }
    }

    private mutating func user(
        _ asked: TokenRequest.User,
        password: String,
        at now: Date
    ) throws(Refusal) -> SimulatedUser {
        // Source: IAM API reference; the second text from the IAM FAQ on locked accounts.
        let wrong = Refusal(answer: .identityError(401, "Unauthorized", "The username or password is wrong."))
        guard let user = user(asked) else { throw wrong }
        guard !identity.userLocks.isLocked(user.id, at: now) else {
            throw Refusal(answer: .identityError(401, "Unauthorized", "The account is locked."))
        }
        guard user.password.matches(Secret(password)) else {
            let seconds = configuration.wallSeconds(identity.userLocks.duration)
            identity.userLocks.noteFailure(user.id, at: now, lockedFor: seconds)
            throw wrong
        }
        identity.userLocks.noteSuccess(user.id)
        return user
    }

    private func user(_ asked: TokenRequest.User) -> SimulatedUser? {
        if let id = asked.id { return configuration.users.first { $0.id == id } }
        guard let domain = asked.domain else { return nil }
        return configuration.users.first { user in
            user.name == asked.name
                && (domain.id.map { $0 == user.domainID } ?? (domain.name == user.domainName))
        }
    }

    private func user(of asked: TokenRequest.ApplicationCredential) -> SimulatedUser? {
        let credential = configuration.applicationCredentials.first { credential in
            if let id = asked.id { return credential.id == id }
            return credential.name == asked.name && asked.user.flatMap { user($0) }?.id == credential.userID
        }
        guard let credential, credential.secret.matches(Secret(asked.secret)) else { return nil }
        return configuration.users.first { $0.id == credential.userID }
    }

    private func scope(of proof: Proof, asked: TokenRequest.Scope?) throws(Refusal) -> IssuedToken.Scope {
        if let scope = proof.scope { return scope }
        guard case .project(let project) = asked else { return .account }
        let user = proof.user
        // A project's name is that of its region, and counts in the user's own account unless another is named.
        let isInAccount = project.domain.map { $0.id == user.domainID || $0.name == user.domainName } ?? true
        let isKnown = project.id.map { $0 == configuration.projectID } ?? (project.name == configuration.region)
        guard isKnown, project.id != nil || isInAccount else { throw Self.unauthorized }
        return .project
    }

    private static let invalid = Refusal(answer: .invalidIdentityRequest)
    private static let unauthorized = Refusal(answer: .identityUnauthorized)
}
