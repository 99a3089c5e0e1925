import Foundation

/// A program that writes back what it is sent, behind two pipes, spoken to without anything in between.
final class PlainEcho {
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private var buffer = [UInt8](repeating: 0, count: 4096)

    init(path: String, arguments: [String]) throws {
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.standardInput = input
        process.standardOutput = output
        try process.run()
    }

    /// Sends a line and waits until all of it is back.
    func roundTrip(_ line: [UInt8]) throws {
        guard write(input.fileHandleForWriting.fileDescriptor, line, line.count) == line.count else {
            throw CocoaError(.fileWriteUnknown)
        }
        var count = 0
        while count < line.count {
            let received = read(output.fileHandleForReading.fileDescriptor, &buffer, buffer.count)
            guard received > 0 else { throw CocoaError(.fileReadUnknown) }
            count += received
        }
    }

    func end() {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }
}
