import AutomationCore

/// Who sends a request, as far as the request proves it.
enum Sender: Sendable {
    /// Somebody who works in this project.
    case project(String)
    /// Somebody of the account, with a token that is for none of its projects.
    case account
    /// Somebody whose token has ended.
    case expired
    /// Nobody: there is no token, or an unknown one.
    case unknown
    /// Somebody whose signature is not accepted, and this is the answer.
    case refused(TransportResponse)
}
