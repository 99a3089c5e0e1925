/// Every operation of the simulated cloud.
enum Routes {
    static let all: [any Route.Type] = [
        ResetServerPasswordRoute.self,
        ResetServerPasswordNativelyRoute.self,
        ShowResetPasswordFlagRoute.self,
        ShowServerPasswordRoute.self,
        ShowServerPasswordNativelyRoute.self,
        DeleteServerPasswordRoute.self,
        DeleteServerPasswordNativelyRoute.self,
        ShowServerRoute.self,
        ShowServerNativelyRoute.self,
        ChangePowerRoute.self,
        ChangePowerNativelyRoute.self,
        ShowJobRoute.self,
    ]
}
