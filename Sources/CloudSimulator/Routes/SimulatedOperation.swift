public import HTTPTypes

/// What the simulated cloud can do, named as the API reference names it. A native operation is OpenStack's own form.
public enum SimulatedOperation: String, Sendable, CaseIterable {
    case resetServerPassword = "ResetServerPassword"
    case resetServerPasswordNatively = "NovaResetServerPassword"
    case showResetPasswordFlag = "ShowResetPasswordFlag"
    case showServerPassword = "ShowServerPassword"
    case showServerPasswordNatively = "NovaShowServerPassword"
    case deleteServerPassword = "DeleteServerPassword"
    case deleteServerPasswordNatively = "NovaDeleteServerPassword"
    case showServer = "ShowServer"
    case showServerNatively = "NovaShowServer"
    case changePower = "BatchPowerAction"
    case changePowerNatively = "NovaServerAction"
    case showJob = "ShowJob"
    case resetServerPasswords = "BatchResetServersPassword"
    case listServers = "ListServersDetails"
    case listServersNatively = "NovaListServersDetails"
    case listServerNamesNatively = "NovaListServers"
    case showKeyPair = "NovaShowKeypair"
    case listKeyPairs = "NovaListKeypairs"
    case createToken = "KeystoneCreateUserToken"
    case listProjects = "KeystoneListProjects"
    case listVersions = "ListVersions"
    case showIdentityVersion = "KeystoneShowVersion"
    case showComputeVersion = "NovaShowVersion"
    case showOlderComputeVersion = "NovaShowOlderVersion"

    /// The method that it is called with.
    public var method: HTTPRequest.Method {
        switch self {
        case .resetServerPassword, .resetServerPasswordNatively, .resetServerPasswords: .put
        case .deleteServerPassword, .deleteServerPasswordNatively: .delete
        case .changePower, .changePowerNatively, .createToken: .post
        case .showResetPasswordFlag, .showServerPassword, .showServerPasswordNatively, .showServer,
            .showServerNatively, .showJob, .listServers, .listServersNatively, .listServerNamesNatively, .showKeyPair,
            .listKeyPairs, .listProjects, .listVersions, .showIdentityVersion, .showComputeVersion,
            .showOlderComputeVersion:
            .get
        }
    }
}
