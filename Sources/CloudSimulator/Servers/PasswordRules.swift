/// The complexity rules that `is_check_password` switches on.
///
/// Source: ECS API reference, ResetServerPassword. The page does not say whether letter case matters in the user
/// name rules; Windows ignores it in names, so it is ignored here.
enum PasswordRules {
    /// Whether the password keeps all the rules.
    static func accept(_ password: String) -> Bool {
        let scalars = Array(password.unicodeScalars)
        guard (8...26).contains(scalars.count), scalars.allSatisfy(isAllowed) else { return false }
        let classes = [
            scalars.contains(where: isUpper),
            scalars.contains(where: isLower),
            scalars.contains(where: isDigit),
            scalars.contains(where: isSpecial),
        ]
        return classes.count(where: \.self) >= 3 && !mentionsUserName(password)
    }

    private static func mentionsUserName(_ password: String) -> Bool {
        let text = password.lowercased()
        if text.contains("root") || text.contains("toor") { return true }
        let name = Array("administrator")
        if text.contains(String(name.reversed())) { return true }
        return (0...(name.count - 3)).contains { text.contains(String(name[$0..<($0 + 3)])) }
    }

    private static func isUpper(_ scalar: Unicode.Scalar) -> Bool { ("A"..."Z").contains(scalar) }

    private static func isLower(_ scalar: Unicode.Scalar) -> Bool { ("a"..."z").contains(scalar) }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    private static func isSpecial(_ scalar: Unicode.Scalar) -> Bool { "!@%-_=+[]:./?".unicodeScalars.contains(scalar) }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        isUpper(scalar) || isLower(scalar) || isDigit(scalar) || isSpecial(scalar)
    }
}
