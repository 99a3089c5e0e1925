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
        // Before the servers: a list's path looks like that of a server called "detail".
        ListServersRoute.self,
        ListServersNativelyRoute.self,
        ListServerNamesNativelyRoute.self,
        ShowServerRoute.self,
        ShowServerNativelyRoute.self,
        ChangePowerRoute.self,
        ChangePowerNativelyRoute.self,
        ShowJobRoute.self,
        BatchResetPasswordRoute.self,
        ShowKeyPairRoute.self,
        ListKeyPairsRoute.self,
        CreateTokenRoute.self,
        ListProjectsRoute.self,
        ListVersionsRoute.self,
        ShowIdentityVersionRoute.self,
        ShowComputeVersionRoute.self,
        ShowOlderComputeVersionRoute.self,
    ]
}
