extension String {
    /// The text without the whitespace and line breaks around it.
    ///
    /// Foundation's own `trimmingCharacters` copies the text into another kind of string first, which costs more than
    /// signing a request.
    var trimmed: String {
        // Most texts have nothing to trim, and asking Unicode about each end takes longer than this.
        if let first = utf8.first, let last = utf8.last, (0x21...0x7E).contains(first), (0x21...0x7E).contains(last) {
            return self
        }
        let scalars = unicodeScalars
        guard let start = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(scalars[start...last])
    }
}
