import AutomationCore
import Foundation

/// The body of `POST /v3/auth/tokens`.
///
/// Sources: OpenStack Identity API v3, "Password authentication with scoped authorization" and "Authenticating with an
/// Application Credential"; IAM API reference, "Obtaining a User Token Through Password Authentication".
struct IdentityRequestBody: Encodable {
    private struct Domain: Encodable {
        var id: String?
        var name: String?

        init(_ domain: IdentityDomain) {
            switch domain {
            case .id(let id): self.id = id
            case .name(let name): self.name = name
            }
        }
    }

    private struct User: Encodable {
        var id: String?
        var name: String?
        var domain: Domain?
        var password: String?

        init(_ user: IdentityUser, password: String? = nil) {
            switch user {
            case .id(let id): self.id = id
            case .name(let name, let domain): (self.name, self.domain) = (name, Domain(domain))
            }
            self.password = password
        }
    }

    private struct Password: Encodable {
        var user: User
    }

    private struct ApplicationCredential: Encodable {
        var id: String?
        var name: String?
        var user: User?
        var secret: String
    }

    private struct Identity: Encodable {
        enum CodingKeys: String, CodingKey {
            case methods, password
            case applicationCredential = "application_credential"
        }

        var methods: [String]
        var password: Password?
        var applicationCredential: ApplicationCredential?
    }

    private struct Project: Encodable {
        var id: String?
        var name: String?
        var domain: Domain?

        init(_ project: IdentityProject) {
            switch project {
            case .id(let id): self.id = id
            case .name(let name, let domain): (self.name, self.domain) = (name, domain.map { Domain($0) })
            }
        }
    }

    private struct Scope: Encodable {
        var project: Project
    }

    private struct Auth: Encodable {
        var identity: Identity
        var scope: Scope?
    }

    private let auth: Auth

    /// The bytes of the body. They hold the password, so they must go nowhere but into a request.
    static func bytes(_ request: IdentityRequest) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try request.method.secret.withExposedText { secret in
            [UInt8](try encoder.encode(IdentityRequestBody(request, secret: secret)))
        }
    }

    private init(_ request: IdentityRequest, secret: String) {
        switch request.method {
        case .password(let user, _):
            auth = Auth(
                identity: Identity(methods: ["password"], password: Password(user: User(user, password: secret))),
                scope: request.project.map { Scope(project: Project($0)) }
            )
        case .applicationCredential(let name, _):
            var credential = ApplicationCredential(secret: secret)
            switch name {
            case .id(let id): credential.id = id
            case .name(let name, let user): (credential.name, credential.user) = (name, User(user))
            }
            // It belongs to one project: Keystone refuses a scope beside it.
            auth = Auth(
                identity: Identity(methods: ["application_credential"], applicationCredential: credential),
                scope: nil
            )
        }
    }
}
