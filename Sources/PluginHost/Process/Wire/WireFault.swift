/// What a process plugin has done against the protocol. It never shows what the plugin wrote beyond names.
struct WireFault: Error {
    /// What is wrong, in a part of a sentence.
    let reason: String

    init(_ reason: String) {
        self.reason = reason
    }
}
