/// How much of a document is read or written.
package enum DocumentLimits {
    /// The most bytes.
    package static let size = 16 << 20
    /// The most tables within each other: as many as a script can pass to the host.
    package static let depth = 64
}
