/// Operations that are counted together against one limit.
///
/// The ready-made ones are those that the gateway's published limits name; a test may count any others together.
public struct ThrottledOperations: Sendable, Hashable {
    /// The operations.
    public var operations: Set<SimulatedOperation>

    /// Counts these operations together.
    public init(_ operations: Set<SimulatedOperation>) {
        self.operations = operations
    }

    /// Reading sealed initial passwords, in both forms.
    public static let showPassword = Self([.showServerPassword, .showServerPasswordNatively])
    /// Clearing sealed initial passwords, in both forms.
    public static let clearPassword = Self([.deleteServerPassword, .deleteServerPasswordNatively])
    /// Resetting the password of one server, in both forms.
    public static let resetPassword = Self([.resetServerPassword, .resetServerPasswordNatively])
    /// Asking whether the reset agent ever ran.
    public static let showFlag = Self([.showResetPasswordFlag])
    /// Asking how far a job is.
    public static let showJob = Self([.showJob])
    /// Resetting the passwords of many servers at once.
    public static let resetPasswords = Self([.resetServerPasswords])
    /// Details and lists of servers, in all forms.
    public static let showServers = Self([
        .showServer, .showServerNatively, .listServers, .listServersNatively, .listServerNamesNatively,
    ])
    /// Details and lists of key pairs.
    public static let showKeyPairs = Self([.showKeyPair, .listKeyPairs])
    /// Starts, stops and reboots, in both forms.
    public static let changePower = Self([.changePower, .changePowerNatively])
    /// Everything the cloud can do.
    public static let all = Self(Set(SimulatedOperation.allCases))
}
