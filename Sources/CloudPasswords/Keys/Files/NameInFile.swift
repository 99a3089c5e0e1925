/// A name that a key file gives, on its way into a message.
enum NameInFile {
    private static let longest = 40

    /// The name when it looks like one, and a placeholder otherwise: in a damaged file anything may stand in a name's
    /// place, the key itself included.
    static func shown(_ name: String) -> String {
        let isName =
            !name.isEmpty && name.utf8.count <= longest
            && name.unicodeScalars.allSatisfy {
                $0.isASCII && ($0.properties.isAlphabetic || "0123456789@._- ".unicodeScalars.contains($0))
            }
        return isName ? name : "(unreadable name)"
    }
}
