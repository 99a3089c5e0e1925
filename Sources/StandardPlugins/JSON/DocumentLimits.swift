/// How much of a document is read or written.
enum DocumentLimits {
    /// The most bytes.
    static let size = 16 << 20
    /// The most tables within each other: as many as a script can pass to the host.
    static let depth = 64
}
