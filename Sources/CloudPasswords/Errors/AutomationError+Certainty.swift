import AutomationCore

extension AutomationError {
    /// Whether the request was refused or did not leave this machine, every time that it was tried, so that nothing
    /// was changed.
    var isCertainlyNotDone: Bool {
        if let cause, !cause.isCertainlyNotDone { return false }
        guard let status else {
            // Nothing was sent when there was no token or no usable address either.
            return isUnsent || kind == .authentication || kind == .input || kind == .argument
        }
        // A failure of the cloud is no refusal, whatever its status: Ecs.1002 is 400 and means that what stands behind
        // ECS gave no answer in time.
        return kind != .cloud && [400, 401, 403, 404, 405, 429].contains(status)
    }
}
