public import AutomationCore
public import CloudPasswords

/// The cloud that a run works on, or the reason why there is none.
///
/// A runbook that never calls the cloud needs no endpoint, so the reason is told only when one does.
public struct CloudSession: Sendable {
    private let service: Result<PasswordService, AutomationError>

    /// A session that works.
    public init(_ service: PasswordService) {
        self.service = .success(service)
    }

    /// A session that tells `reason` to whoever wants to use it.
    public init(unavailable reason: AutomationError) {
        service = .failure(reason)
    }

    /// The service, telling what happens to the run that calls it.
    ///
    /// - Throws: The reason why there is none.
    public func service(for call: HostCall) throws(AutomationError) -> PasswordService {
        try service.get().reporting(to: call.context.events)
    }

    /// The API that is used where a call names none; the current one when there is no cloud.
    public var defaultAPI: CloudAPI { (try? service.get().defaultAPI) ?? .v1 }
}
