import CloudPasswords

/// The services on one cloud, and what is learned by using them.
struct OpenedCloud {
    let passwords: PasswordService
    let quotas: RequestQuotas
    let learned: LearnedLimits?

    /// Keeps what was learned for later runs; nothing about that fails this one.
    func keepLearned() {
        learned?.keep(passwords, quotas)
    }
}
