extension PasswordRule {
    /// Whether a password keeps the rule.
    ///
    /// Case does not count where names are looked for, because the API reference does not say that it does, and
    /// accounts of Windows do not tell cases apart.
    func isKept(by password: String, userName: String?, osType: String?) -> Bool {
        switch requirement {
        case .length(let range):
            return range.contains(password.unicodeScalars.count)
        case .characterClasses(let minimum, let specials):
            return CharacterClass.allCases.count { characterClass in
                password.unicodeScalars.contains { CharacterClass($0, specials: specials) == characterClass }
            } >= minimum
        case .permittedCharacters(let specials):
            return password.unicodeScalars.allSatisfy { CharacterClass($0, specials: specials) != nil }
        case .noAccountName(let names):
            let password = password.lowercased()
            return (names + Self.given(userName)).map { $0.lowercased() }.allSatisfy { name in
                !password.contains(name) && !password.contains(String(name.reversed()))
            }
        case .noAccountNameFragment(let always, let onWindows):
            let mayBeWindows = osType.map { $0.lowercased() == "windows" } ?? true
            let names = always + (mayBeWindows ? onWindows + Self.given(userName) : [])
            let password = password.lowercased()
            return !names.flatMap(Self.fragments).contains { password.contains($0) }
        }
    }

    /// The user name as a list: an empty name is none, and would be found in every password.
    private static func given(_ userName: String?) -> [String] {
        userName.map { $0.isEmpty ? [] : [$0] } ?? []
    }

    /// All runs of three characters, in lower case.
    private static func fragments(of name: String) -> [String] {
        let characters = Array(name.lowercased())
        return characters.indices.dropLast(2).map { String(characters[$0..<($0 + 3)]) }
    }
}
