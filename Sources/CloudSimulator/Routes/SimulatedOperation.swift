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

    /// The method that it is called with.
    public var method: HTTPRequest.Method {
        switch self {
        case .resetServerPassword, .resetServerPasswordNatively: .put
        case .deleteServerPassword, .deleteServerPasswordNatively: .delete
        case .changePower, .changePowerNatively: .post
        case .showResetPasswordFlag, .showServerPassword, .showServerPasswordNatively, .showServer,
            .showServerNatively, .showJob:
            .get
        }
    }
}
