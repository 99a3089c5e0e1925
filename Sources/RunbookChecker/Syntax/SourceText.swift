/// The text of a script, with where its lines begin.
struct SourceText {
    /// Everything in the file.
    let bytes: [UInt8]
    /// Where Lua begins to read: behind a byte-order mark and a first line like `#!/usr/bin/env latchkey`.
    let start: Int

    private let lineStarts: [Int]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        let afterMark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        if afterMark < bytes.count, bytes[afterMark] == UInt8(ascii: "#") {
            start = bytes[afterMark...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        } else {
            start = afterMark
        }
        var starts = [afterMark]
        var index = afterMark
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            guard Self.isLineEnd(byte) else { continue }
            // The two bytes of one line end in either order, as Lua counts lines.
            if index < bytes.count, Self.isLineEnd(bytes[index]), bytes[index] != byte { index += 1 }
            starts.append(index)
        }
        lineStarts = starts
    }

    /// Where a byte is: both counted from 1, columns in characters.
    func position(at offset: Int) -> (line: Int, column: Int) {
        let line = self.line(at: offset)
        let lineStart = lineStarts[line - 1]
        guard offset > lineStart else { return (line, 1) }
        // Bytes that go on with a character of UTF-8 begin none.
        let characters = bytes[lineStart..<min(offset, bytes.count)].count { $0 & 0xC0 != 0x80 }
        return (line, characters + 1)
    }

    /// The line that a byte is in.
    func line(at offset: Int) -> Int {
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        return low + 1
    }

    /// What is written between two places.
    func text(from start: Int, to end: Int) -> String {
        String(decoding: bytes[max(0, start)..<min(end, bytes.count)], as: UTF8.self)
    }

    static func isLineEnd(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
    }
}
