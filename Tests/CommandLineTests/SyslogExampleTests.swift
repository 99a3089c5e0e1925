import Foundation
import TestSupport
import Testing

/// The program of `examples/plugins/syslog` with a real daemon.
struct SyslogExampleTests {
    private static let daemon = "/usr/sbin/rsyslogd"

    @Test(
        .enabled(if: FileManager.default.isExecutableFile(atPath: daemon), "rsyslog is not installed"),
        .timeLimit(.minutes(1))
    )
    func `a daemon hears what happens in a run`() async throws {
        let folder = try TemporaryFolder()
        let (socket, log) = (folder.path + "/log", folder.path + "/syslog.txt")
        let settings = try folder.write(
            "rsyslog.conf",
            """
            global(workDirectory="\(folder.path)")
            module(load="imuxsock" SysSock.Use="off")
            input(type="imuxsock" Socket="\(socket)")
            authpriv.* action(type="omfile" file="\(log)")
            """
        )
        let rsyslog = try RunningCommand(
            Self.daemon,
            ["-n", "-f", settings, "-i", folder.path + "/pid"],
            environment: [:],
            folder: folder
        )
        defer { rsyslog.process.terminate() }
        try await Self.wait { FileManager.default.fileExists(atPath: socket) }
        _ = try folder.write(
            "latchkey.yaml",
            "plugins:\n  syslog:\n    options: { socket: \(socket), tag: our-runs }\n"
        )
        _ = try folder.write(
            "reset.lua",
            """
            local input = runbook.inputs { servers = { type = "servers", help = "which" } }
            require("fleet").each(input.servers, function(s) require("password").reset(s) end)
            """
        )
        try CommandRun.makeVault(in: folder)
        let program = CommandRun.productFolder + "/syslog-example"
        let run = try await RunningCommand(
            program,
            ["run", "reset.lua", "--simulate", "2"],
            environment: [:],
            folder: folder
        )
        .ended()
        #expect(run.exitCode == 0, "\(run.text)")
        func heard() -> String { (try? String(contentsOfFile: log, encoding: .utf8)) ?? "" }
        try await Self.wait { heard().contains("win-002: done") && heard().contains("win-001: done") }
        #expect(heard().contains("our-runs["))
        #expect(heard().contains("win-001: new password is current"))
    }

    @Test func `where no daemon listens, nothing is begun`() async throws {
        let folder = try TemporaryFolder()
        _ = try folder.write("latchkey.yaml", "plugins: { syslog: { options: { socket: nowhere } } }\n")
        _ = try folder.write("nothing.lua", "print('begun')")
        let run = try await RunningCommand(
            CommandRun.productFolder + "/syslog-example",
            ["run", "nothing.lua", "--simulate"],
            environment: [:],
            folder: folder
        ).ended()
        #expect(run.exitCode != 0)
        #expect(run.errors.contains(#"plugin "syslog": no daemon listens on nowhere"#))
        #expect(!run.text.contains("begun"))
    }

    /// Looks again and again: the daemon is another process, and nothing tells when it is ready.
    private static func wait(until isReady: () -> Bool) async throws {
        for _ in 0..<500 where !isReady() { try await Task.sleep(for: .milliseconds(20)) }
    }
}
