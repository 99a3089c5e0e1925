/// Makes lines out of what a program writes, however it comes in.
package struct LineSplitter {
    private let limit: Int
    private var rest: [UInt8] = []
    /// Whether what comes belongs to a line that was cut already.
    private var isSkipping = false

    /// Makes a splitter for lines of at most `limit` bytes.
    package init(limit: Int) {
        self.limit = limit
    }

    /// Takes what was written, and gives each line that ends in it.
    ///
    /// - Parameter cuts: Whether a line that is too long is given as far as it may go.
    /// - Returns: False when a line is too long and is not to be cut: nothing further is given.
    package mutating func split(
        _ bytes: UnsafeRawBufferPointer,
        cuts: Bool = false,
        _ give: ([UInt8]) -> Void
    ) -> Bool {
        var remaining = bytes[...]
        while let end = remaining.firstIndex(of: 0x0a) {
            guard take(remaining[..<end], cuts) else { return false }
            finish(give)
            remaining = remaining[(end + 1)...]
        }
        return take(remaining, cuts)
    }

    /// Gives what was written behind the last line end, if there is anything.
    package mutating func end(_ give: ([UInt8]) -> Void) {
        if !rest.isEmpty { finish(give) }
    }

    private mutating func take(_ part: Slice<UnsafeRawBufferPointer>, _ cuts: Bool) -> Bool {
        guard !isSkipping else { return true }
        let room = limit - rest.count
        if part.count <= room {
            rest += part
            return true
        }
        guard cuts else { return false }
        rest += part.prefix(room)
        isSkipping = true
        return true
    }

    private mutating func finish(_ give: ([UInt8]) -> Void) {
        if rest.last == 0x0d { rest.removeLast() }
        give(rest)
        // What was given is kept by whoever took it: a new line begins in memory of its own.
        rest = []
        isSkipping = false
    }
}
