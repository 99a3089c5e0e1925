import AutomationCore
import CloudSimulator
import Foundation
import TestSupport
import Testing

@testable import LatchkeyCommandLine

/// Questions on a terminal, and what becomes of them.
@Suite(.timeLimit(.minutes(1)))
struct TerminalTests {
    private static func system(_ pseudo: PseudoTerminal) -> SystemTerminal {
        SystemTerminal(input: pseudo.programSide.fileDescriptor, output: pseudo.programSide.fileDescriptor)
    }

    @Test func `an answer is the line that is typed`() async throws {
        let pseudo = try PseudoTerminal()
        let terminal = Self.system(pseudo)
        #expect(terminal.isInteractive)
        pseudo.type("yes")
        pseudo.type("no")
        #expect(try await terminal.ask("Go on? ") == "yes")
        #expect(try await terminal.ask("Really? ") == "no")
        #expect(pseudo.screen().contains("Go on? "))
    }

    @Test func `a secret is not shown while it is typed, and the terminal is as before afterwards`() async throws {
        let pseudo = try PseudoTerminal()
        let terminal = Self.system(pseudo)
        async let answer = terminal.askSecretly("Passphrase: ")
        try await pseudo.shows("Passphrase: ")
        #expect(!pseudo.echoes)
        pseudo.type("open sesame")
        #expect(try await answer?.withExposedText { $0 } == "open sesame")
        #expect(pseudo.echoes)
        #expect(!pseudo.screen().contains("sesame"))
    }

    @Test func `a question ends with the task that asks it, and leaves the terminal as before`() async throws {
        let pseudo = try PseudoTerminal()
        let terminal = Self.system(pseudo)
        let task = Task { try await terminal.askSecretly("Passphrase: ") }
        try await pseudo.shows("Passphrase: ")
        task.cancel()
        await #expect(throws: CancellationError.self) { _ = try await task.value }
        #expect(pseudo.echoes)
    }

    /// Runs a command on a terminal of its own, its results going to a file.
    private static func start(
        _ arguments: [String],
        on pseudo: PseudoTerminal,
        _ latchkey: SingleCalls
    ) throws -> RunningCommand {
        try RunningCommand(
            "\(CommandRun.productFolder)/latchkey",
            arguments + latchkey.options,
            environment: ["OS_TOKEN": ServedCloud.token],
            folder: latchkey.folder,
            input: pseudo.programSide,
            errors: pseudo.programSide
        )
    }

    @Test func `clear lists the servers and goes on after a typed yes only`() async throws {
        try await SingleCalls.withCloud { latchkey in
            _ = try await latchkey("get", "--server", "win-001", "--key", latchkey.key)
            let id = try latchkey.server().id
            for (answer, code) in [("y", Int32(1)), ("", 1), ("yes", 0)] {
                let pseudo = try PseudoTerminal()
                let running = try Self.start(["clear", "--server", id], on: pseudo, latchkey)
                try await pseudo.shows("Type yes to go on: ")
                #expect(pseudo.screen().contains("win-001  \(id)"))
                pseudo.type(answer)
                let run = await running.ended()
                #expect(run.exitCode == code, "\(pseudo.screen())")
                #expect(run.output == (code == 0 ? "win-001  record cleared\n" : ""))
            }
        }
    }

    @Test func `a new password is asked for twice and shown nowhere`() async throws {
        try await SingleCalls.withCloud { latchkey in
            let pseudo = try PseudoTerminal()
            let reset = ["reset", "--server", "win-001", "--ask-password"]
            let running = try Self.start(reset, on: pseudo, latchkey)
            try await pseudo.shows("New password: ")
            pseudo.type("Typed-Pa55word-1")
            try await pseudo.shows("Once more: ")
            pseudo.type("Typed-Pa55word-1")
            try await pseudo.shows("Type yes to go on: ")
            pseudo.type("yes")
            let run = await running.ended()
            #expect(run.exitCode == 0, "\(pseudo.screen())")
            #expect(try latchkey.server().pendingPassword == "Typed-Pa55word-1")
            #expect(!(run.text + pseudo.screen()).contains("Pa55word"))

            let second = try PseudoTerminal()
            let differing = try Self.start(reset, on: second, latchkey)
            try await second.shows("New password: ")
            second.type("Typed-Pa55word-2")
            try await second.shows("Once more: ")
            second.type("Typed-Pa55word-3")
            #expect(await differing.ended().exitCode == 64)
            #expect(second.screen().contains("the two passwords are not the same; nothing was done"))
        }
    }

    @Test func `Ctrl-C at a question ends the command, and the terminal shows again what is typed`() async throws {
        try await SingleCalls.withCloud { latchkey in
            let pseudo = try PseudoTerminal()
            let get = ["get", "--server", "win-001", "--key", latchkey.protectedKey]
            let running = try Self.start(get, on: pseudo, latchkey)
            try await pseudo.shows("Passphrase of ")
            running.process.interrupt()
            let run = await running.ended()
            #expect(run.exitCode == 130)
            #expect(run.output.isEmpty)
            #expect(pseudo.echoes)
        }
    }
}
