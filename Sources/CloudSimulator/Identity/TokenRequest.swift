/// The body of `POST /v3/auth/tokens`.
///
/// Source: OpenStack Identity API v3, "Authentication and token management".
struct TokenRequest: Decodable {
    struct Auth: Decodable {
        var identity: Identity
        var scope: Scope?
    }

    struct Identity: Decodable {
        enum CodingKeys: String, CodingKey {
            case methods, password, token
            case applicationCredential = "application_credential"
        }

        var methods: [String]
        var password: Password?
        var token: Token?
        var applicationCredential: ApplicationCredential?
    }

    struct Password: Decodable {
        var user: User
    }

    struct Token: Decodable {
        var id: String
    }

    struct ApplicationCredential: Decodable {
        var id: String?
        var name: String?
        var user: User?
        var secret: String
    }

    struct User: Decodable {
        var id: String?
        var name: String?
        var domain: Reference?
        var password: String?
    }

    /// Something by its id, or by its name and perhaps the domain in which that name counts.
    struct Reference: Decodable {
        struct Domain: Decodable {
            var id: String?
            var name: String?
        }

        var id: String?
        var name: String?
        var domain: Domain?
    }

    /// What the token is to be for.
    enum Scope: Decodable {
        private enum CodingKeys: String, CodingKey {
            case project, domain
        }

        case project(Reference)
        case domain(Reference)
        case nothing

        init(from decoder: any Decoder) throws {
            if (try? decoder.singleValueContainer().decode(String.self)) == "unscoped" {
                self = .nothing
                return
            }
            let container = try decoder.container(keyedBy: CodingKeys.self)
            if let project = try container.decodeIfPresent(Reference.self, forKey: .project) {
                self = .project(project)
            } else {
                self = .domain(try container.decode(Reference.self, forKey: .domain))
            }
        }
    }

    var auth: Auth
}
