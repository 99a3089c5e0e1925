/// The password that the guest gives its administrator at the first start.
enum InitialPassword {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")

    /// Exactly twenty letters and digits, at least one of them lower case, one upper case and one digit.
    ///
    /// Source: cloudbase-init, `WindowsUtils.generate_random_password`.
    static func draw(from generator: inout SeededGenerator) -> String {
        while true {
            let password = (0..<20).map { _ in alphabet[generator.number(below: alphabet.count)] }
            if password.contains(where: \.isUppercase), password.contains(where: \.isLowercase),
                password.contains(where: \.isNumber)
            {
                return String(password)
            }
        }
    }
}
