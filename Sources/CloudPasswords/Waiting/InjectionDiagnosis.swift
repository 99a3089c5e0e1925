import AutomationCore

/// Why there is no initial password, as far as the server's detail tells, and what to do about it.
///
/// The cloud's answer is the same empty text for every reason. Source: ECS API reference, "Obtaining the Password for
/// Logging In to an ECS"; cloudbase-init, which posts the password once and for an RSA key only.
struct InjectionDiagnosis: Sendable, Equatable {
    /// The states in which nothing goes on in a server, nor begins to by itself.
    private static let still: Set<String> = [
        "SHUTOFF", "ERROR", "DELETED", "SUSPENDED", "PAUSED", "SHELVED", "SHELVED_OFFLOADED",
    ]

    /// The reason, to follow "there is no initial password: ".
    let reason: String
    /// What to do.
    let hint: String

    /// Finds the reason why none will come, however long one waits; nil when it may still come.
    ///
    /// - Parameter keyType: What the public key of the server's key pair begins with, `ssh-rsa` or another; nil when
    ///   nobody may tell.
    static func never(_ detail: ServerDetail, keyType: String?) -> InjectionDiagnosis? {
        if detail.osType?.lowercased() == "linux" {
            return InjectionDiagnosis(
                reason: "it is a Linux server, and only Windows servers get one",
                hint: "log in with the key pair; or set a password with password.reset"
            )
        }
        guard let keyName = detail.keyName else {
            return InjectionDiagnosis(
                reason: "the server was made without a key pair, and only with one is a password injected",
                hint: "it has the password that it was made with; or set one with password.reset"
            )
        }
        if let keyType, keyType != "ssh-rsa" {
            return InjectionDiagnosis(
                reason: "its key pair \(keyName) is of the type \(keyType), and passwords are sealed for RSA alone",
                hint: "set a password with password.reset; for new servers take an RSA key pair"
            )
        }
        return nil
    }

    /// Finds the reason why a look found nothing and no other will: the server's state, or the time since its launch.
    ///
    /// - Parameters:
    ///   - age: The time since the launch, when it is known.
    ///   - window: How long after the launch an empty answer means that none will come.
    ///   - isStored: Whether the secret store has a password that was once decrypted from the server's record.
    static func afterEmptyLook(
        _ detail: ServerDetail,
        age: Duration?,
        window: Duration,
        isStored: Bool
    ) -> InjectionDiagnosis? {
        if isStored {
            return InjectionDiagnosis(
                reason: "it was collected before and the record cleared",
                hint: "the vault holds the password"
            )
        }
        if Self.still.contains(detail.status) {
            return InjectionDiagnosis(
                reason: "the server is \(detail.status), and it must run for the injection",
                hint: "start it and wait again"
            )
        }
        guard let age, age >= window else { return nil }
        return InjectionDiagnosis(
            reason: "the server was launched \(DurationText.format(age)) ago, and the injection takes 5 to 10 minutes",
            hint: "either it was collected and cleared before, or the image has no Cloudbase-Init, or the server "
                + "cannot reach 169.254.169.254; password.reset sets a new one"
        )
    }
}
