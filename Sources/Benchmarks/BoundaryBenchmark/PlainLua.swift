import Foundation

/// Debian's `lua5.4` program, which everything is held against.
enum PlainLua {
    struct Failure: Error {
        var script: String
    }

    /// What a script prints.
    static func output(of script: String) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["lua5.4", "-"]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        input.fileHandleForWriting.write(Data(script.utf8))
        try input.fileHandleForWriting.close()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure(script: script) }
        return text
    }

    /// The seconds of processor time that a chunk takes, and what it returns.
    static func run(_ source: String) throws -> (seconds: Double, result: String) {
        let script = """
            local function chunk() \(source)
            end
            local start = os.clock()
            local result = chunk()
            print(os.clock() - start)
            print(result)
            """
        let lines = try output(of: script).split(separator: "\n").map(String.init)
        guard lines.count == 2, let seconds = Double(lines[0]) else { throw Failure(script: script) }
        return (seconds, lines[1])
    }
}
