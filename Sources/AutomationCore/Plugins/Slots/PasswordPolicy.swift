/// What a password must satisfy beside the rules of the cloud's API.
public protocol PasswordPolicy: Sendable {
    /// What is wrong with a password that is to be set, each in one sentence that follows "the password":
    /// `must not hold the name of the company`. Empty when nothing is. None of them repeats the password.
    ///
    /// - Parameter userName: The account that it is for, when it is another than the system's own.
    /// - Throws: ``AutomationError`` when nothing can be said; the password is not used then.
    func violations(of password: Secret, for server: Server, userName: String?) async throws -> [String]
}
