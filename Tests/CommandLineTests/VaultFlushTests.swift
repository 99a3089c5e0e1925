import CloudSimulator
import Foundation
import TestSupport
import Testing

/// What the built-in vault asks of the kernel, so that a password outlives a power failure.
///
/// Nothing else tells a flush that was left out from one that was done: the file looks the same. So this looks at the
/// calls, and lets them fail.
@Suite(
    .enabled(if: SystemCalls.canBeTraced, "strace is not installed, or may not trace; scripts/prepare --tests does it"),
    .timeLimit(.minutes(1))
)
struct VaultFlushTests {
    let folder: TemporaryFolder
    let place: String

    init() throws {
        folder = try TemporaryFolder()
        place = folder.path + "/kept/servers/s-1"
        try CommandRun.makeVault(in: folder)
        try TestVault.make(at: folder.path + "/kept")
    }

    private func put(_ passwords: String...) async throws -> SystemCalls {
        let script = try folder.write(
            "put-\(UUID().uuidString).lua",
            "for _, password in ipairs { \(passwords.map { "'\($0)'" }.joined(separator: ", ")) } do\n"
                + "  require('vault').put('s-1', password)\nend\n"
        )
        return try await SystemCalls.trace(
            ["run", script, "--simulate", "1", "--vault", "kept"],
            folder: folder
        )
    }

    @Test func `a password and the record are flushed, named, flushed with the folder and read, in this order`()
        async throws
    {
        let trace = try await put("First-Pass-1", "Second-Pass-2")
        #expect(trace.run.exitCode == 0, "\(trace.run.text)")
        let steps = trace.calls.filter { $0.contains(place) }.compactMap(step)
        // The password's file, which is read back twice: byte for byte, and then to decrypt it.
        let password = [
            "create password", "write password", "flush password", "name password", "open folder", "flush folder",
            "open password", "read password", "open password", "read password",
        ]
        // Only then the record that names it.
        let record = [
            "create record", "write record", "flush record", "name record", "open folder", "flush folder",
            "open record", "read record",
        ]
        for number in 0..<2 {
            let begin = try #require(steps.indices.filter { steps[$0] == "create password" }.dropFirst(number).first)
            let found = steps[begin...].prefix(password.count + record.count)
            #expect(Array(found) == password + record, "\(steps)")
        }
    }

    /// What a call does to the files of the vault; nil for the end of a file, and what says nothing about it.
    private func step(_ call: String) -> String? {
        let name = call.prefix { $0 != "(" }
        let subject = call.contains(".age") ? "password" : call.contains("record.json") ? "record" : "folder"
        // The link to the current password is for people.
        if call.contains("current.age") || call.hasSuffix(" = 0") && name == "read" { return nil }
        return switch name {
        case "openat": (call.contains("O_CREAT") ? "create " : "open ") + subject
        case "write": "write " + subject
        case "read": "read " + subject
        case "fsync": "flush " + subject
        case "rename", "renameat", "renameat2", "link", "linkat": "name " + subject
        default: nil
        }
    }

    @Test(arguments: 1...4)
    func `a reset is not sent when a flush fails, and the earlier password stays readable`(number: Int) async throws {
        try await SingleCalls.withCloud { latchkey in
            func reset(_ options: [String] = []) async throws -> SystemCalls {
                try await SystemCalls.trace(
                    ["reset", "--server", "win-001", "--yes"] + latchkey.options,
                    options: options,
                    environment: ["OS_TOKEN": ServedCloud.token],
                    folder: latchkey.folder
                )
            }
            #expect(try await reset().run.exitCode == 0)
            let first = try #require(latchkey.server().pendingPassword)
            // In this order: the password, its folder, the record, its folder.
            let failed = try await reset(["-e", "inject=fsync:error=EIO:when=\(number)"])
            #expect(failed.calls.contains { $0.contains("fsync(") && $0.contains("INJECTED") }, "no flush failed")
            #expect(failed.run.exitCode == 2, "\(failed.run.text)")
            #expect(failed.run.text.contains("flushing"), "\(failed.run.text)")
            #expect(try latchkey.server().pendingPassword == first)
            #expect(try latchkey.stored().contains(first))
            // And what comes after finds a vault that is whole.
            #expect(try await reset().run.exitCode == 0)
            let second = try #require(latchkey.server().pendingPassword)
            #expect(try second != first && Set([first, second]).isSubset(of: latchkey.stored()))
        }
    }
}
