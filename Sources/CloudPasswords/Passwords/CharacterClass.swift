/// The four classes of characters that the cloud's password rules speak of.
enum CharacterClass: CaseIterable {
    case upperCase
    case lowerCase
    case digit
    case special

    /// The class of a character; nil when it is neither a letter or digit of ASCII nor one of `specials`.
    init?(_ scalar: Unicode.Scalar, specials: String) {
        switch scalar {
        case "A"..."Z": self = .upperCase
        case "a"..."z": self = .lowerCase
        case "0"..."9": self = .digit
        case _ where specials.unicodeScalars.contains(scalar): self = .special
        default: return nil
        }
    }
}
