/// The bytes of one secret, shared by its copies and overwritten with the last of them.
final class SecretStorage: Sendable {
    // Never written after init but by deinit, which runs when no other reference is left.
    nonisolated(unsafe) private let buffer: UnsafeMutableBufferPointer<UInt8>

    init(_ bytes: [UInt8]) {
        buffer = .allocate(capacity: bytes.count)
        _ = buffer.initialize(from: bytes)
    }

    /// The bytes, readable as long as the storage lives.
    var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(buffer) }

    deinit {
        // A loop of volatile-like stores: the write must not be optimised away because nobody reads it again.
        for index in buffer.indices { Self.overwrite(&buffer[index]) }
        buffer.deallocate()
    }

    @inline(never)
    @_optimize(none)
    private static func overwrite(_ byte: inout UInt8) {
        byte = 0
    }
}
