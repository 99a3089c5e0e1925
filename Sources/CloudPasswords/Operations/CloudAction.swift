/// What an operation does, whatever API it is called through.
public enum CloudAction: String, Sendable, CaseIterable {
    case resetPassword
    case checkResetFlag
    case getPassword
    case clearPassword
    case showServer

    /// What it does, as the object of "has no operation to ...".
    var purpose: String {
        switch self {
        case .resetPassword: "reset a password"
        case .checkResetFlag: "check whether a password can be reset"
        case .getPassword: "get the initial password"
        case .clearPassword: "clear the initial password"
        case .showServer: "show a server"
        }
    }
}
