/// The operations that a cloud counts together when it limits how many requests an account may send.
public enum QuotaClass: String, Sendable, CaseIterable, Codable {
    case getPassword = "get"
    case clearPassword = "clear"
    case resetPassword = "reset"
    case checkResetFlag = "flag"
    case jobs
    case servers
    case power
    case identity
}
