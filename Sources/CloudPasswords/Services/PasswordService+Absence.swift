public import AutomationCore

extension PasswordService {
    /// Says why a look at a server's initial password has found nothing: not yet, or never.
    ///
    /// The cloud's answer is the same empty text for every reason, so this asks for the server's detail, where that is
    /// permitted.
    ///
    /// - Returns: An error of kind ``ErrorKind/unavailable``; retryable when the password may still come.
    /// - Throws: `CancellationError` when the task was cancelled.
    public func absence(
        of server: Server,
        api: CloudAPI? = nil,
        caller: String = "password.get"
    ) async throws -> AutomationError {
        let server = try await absent(server, api: api, caller: caller)
        guard let detail = server.detail else {
            return AutomationError(
                .unavailable,
                "there is no initial password",
                operation: caller,
                server: server.label,
                isRetryable: true,
                hint: "not yet, or no longer, or never: what the server is could not be asked"
            )
        }
        let keyType = try await keyPair(of: detail, api: api, caller: caller)?.type
        let age = detail.launchedAt.map { self.age(of: $0) }
        let isStored = await isStored(server)
        let diagnosis =
            InjectionDiagnosis.never(detail, keyType: keyType)
            ?? .afterEmptyLook(detail, age: age, window: InjectionPlan.window, isStored: isStored)
        if let diagnosis {
            return AutomationError(
                .unavailable,
                "there is no initial password: \(diagnosis.reason)",
                operation: caller,
                server: server.label,
                hint: diagnosis.hint
            )
        }
        let since = age.map { ": the server was launched \(DurationText.format($0)) ago" } ?? ""
        return AutomationError(
            .unavailable,
            "there is no initial password yet\(since)",
            operation: caller,
            server: server.label,
            isRetryable: true,
            hint: "the injection takes 5 to 10 minutes from the launch; password.wait waits for it"
        )
    }

    /// The server with its detail, where the cloud gives it.
    private func absent(_ server: Server, api: CloudAPI?, caller: String) async throws -> Server {
        do { return try await detail(of: server, api: api, caller: caller) } catch is AutomationError { return server }
    }
}
