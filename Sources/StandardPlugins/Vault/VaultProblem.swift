/// Why a vault cannot be read or written, before it is told which server it was about.
struct VaultProblem: Error {
    /// What is wrong, in words.
    var reason: String
    /// What to do about it; nil for the usual.
    var hint: String?

    init(_ reason: String, hint: String? = nil) {
        self.reason = reason
        self.hint = hint
    }

    init(_ what: String, _ failure: DurableFile.Failure) {
        reason = "\(what): \(failure.step) failed: \(failure.reason)"
    }
}
