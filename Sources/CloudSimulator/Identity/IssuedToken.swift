import Foundation

/// What the identity service remembers of a token that it has given out.
struct IssuedToken: Sendable {
    /// What a token lets its bearer do something with.
    enum Scope: Sendable, Equatable {
        /// The cloud's project.
        case project
        /// The account and none of its projects: what IAM gives when no scope was asked for.
        case account
    }

    /// Who it was issued to.
    var user: SimulatedUser
    /// What it is for.
    var scope: Scope
    /// How its bearer proved who they are, in the words of the request.
    var methods: [String]
    /// When it was issued, in wall time.
    var issuedAt: Date
    /// When it ends, in wall time.
    var expiresAt: Date
}
