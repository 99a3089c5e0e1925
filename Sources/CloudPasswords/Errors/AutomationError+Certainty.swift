import AutomationCore

extension AutomationError {
    /// Whether the cloud has looked at the request and refused it, every time that it was sent, so that nothing was
    /// changed.
    var isCertainlyNotDone: Bool {
        if let cause, !cause.isCertainlyNotDone { return false }
        guard let status else {
            // Nothing was sent when there was no token or no usable address.
            return kind == .authentication || kind == .input || kind == .argument
        }
        return [400, 401, 403, 404, 405, 429].contains(status)
    }
}
