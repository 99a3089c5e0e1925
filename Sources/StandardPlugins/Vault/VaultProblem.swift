/// Why a vault cannot be read or written, before it is told which server it was about.
struct VaultProblem: Error {
    /// What is wrong, in words.
    var reason: String
    /// What to do about it; nil for the usual.
    var hint: String?
    /// Whether a record or a password's file is itself no good or gone, and not only closed to whoever looks.
    var isDamage = false

    init(_ reason: String, hint: String? = nil, isDamage: Bool = false) {
        self.reason = reason
        self.hint = hint
        self.isDamage = isDamage
    }

    init(_ what: String, _ failure: DurableFile.Failure) {
        reason = "\(what): \(failure.step) failed: \(failure.reason)"
    }
}
