/// What an operation does, whatever API it is called through.
public enum CloudAction: String, Sendable, CaseIterable {
    case resetPassword
    case resetPasswords
    case checkResetFlag
    case getPassword
    case clearPassword
    case showServer
    case listServers
    case startServers
    case stopServers
    case rebootServers
    case showJob
    case showKeyPair
    case findProject

    /// What it does, as the object of "has no operation to ...".
    var purpose: String {
        switch self {
        case .resetPassword: "reset a password"
        case .resetPasswords: "reset the passwords of many servers at once"
        case .checkResetFlag: "check whether a password can be reset"
        case .getPassword: "get the initial password"
        case .clearPassword: "clear the initial password"
        case .showServer: "show a server"
        case .listServers: "list servers"
        case .startServers: "start a server"
        case .stopServers: "stop a server"
        case .rebootServers: "reboot a server"
        case .showJob: "show a job"
        case .showKeyPair: "show a key pair"
        case .findProject: "find a project by its name"
        }
    }

    /// Which of an account's quotas a request of this kind counts against.
    ///
    /// Source: the limits that the bare-metal twin of the API publishes, one each for get and clear, reset, flag, and
    /// jobs; ECS publishes none.
    var quota: QuotaClass {
        switch self {
        case .getPassword: .getPassword
        case .clearPassword: .clearPassword
        case .resetPassword, .resetPasswords: .resetPassword
        case .checkResetFlag: .checkResetFlag
        case .showJob: .jobs
        case .showServer, .listServers, .showKeyPair: .servers
        case .startServers, .stopServers, .rebootServers: .power
        case .findProject: .identity
        }
    }
}
