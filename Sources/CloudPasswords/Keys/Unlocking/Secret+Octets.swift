import AutomationCore

extension Secret {
    /// Lends the text's octets in UTF-8, and overwrites them afterwards.
    func withOctets<Result>(_ body: ([UInt8]) throws(KeyFileFault) -> Result) throws(KeyFileFault) -> Result {
        var octets = withExposedText { Array($0.utf8) }
        defer { CipherLibrary.overwrite(&octets) }
        return try body(octets)
    }
}
