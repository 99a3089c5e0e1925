import AutomationCore
import CloudPasswords
import CloudSimulator
import Foundation
import StandardPlugins
import Synchronization
import TestSupport
import Testing

@testable import LatchkeyCommandLine

/// Where the passphrase of a protected key comes from.
@Suite(.timeLimit(.minutes(2)))
struct PassphraseTests {
    /// A terminal on which the answers are known beforehand.
    final class ScriptedTerminal: Terminal {
        let isInteractive: Bool
        private let answers: Mutex<[String]>
        private let asked = Mutex<[String]>([])

        init(_ answers: [String], isInteractive: Bool = true) {
            self.isInteractive = isInteractive
            self.answers = Mutex(answers)
        }

        var questions: [String] { asked.withLock { $0 } }

        func ask(_ question: String) async throws -> String? {
            asked.withLock { $0.append(question) }
            // Others get their turn, who might ask too.
            await Task.yield()
            return answers.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        }

        func askSecretly(_ question: String) async throws -> Secret? {
            try await ask(question).map { Secret($0) }
        }

        func everything(limit: Int) async throws -> [UInt8] { [] }
    }

    /// Keys need no cloud.
    struct NoTransport: Transport {
        func send(_ request: TransportRequest) async throws -> TransportResponse { throw CancellationError() }
    }

    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        _ = try folder.write("protected.pem", TestKeyPair.protectedPEM)
    }

    private func source(
        _ terminal: ScriptedTerminal,
        file: String? = nil,
        environment: [String: String] = [:]
    ) -> KeyPassphrases {
        KeyPassphrases(file: file, environment: environment, files: FileRoot(folder.path), terminal: terminal)
    }

    private func ring(_ source: KeyPassphrases) -> (KeyRing, World) {
        let world = World(
            clock: SystemClock(),
            randomness: SystemRandomSource(),
            transport: NoTransport(),
            executor: globalConcurrentExecutor,
            files: FileRoot(folder.path)
        )
        return (KeyRing(source: source), world)
    }

    @Test func `a mistyped passphrase may be typed again, twice`() async throws {
        let patient = ScriptedTerminal(["open", "sesame", TestKeyPair.passphrase])
        let (ring, world) = ring(source(patient))
        _ = try await ring.key(at: "protected.pem", world: world)
        #expect(patient.questions.count == 3)
        #expect(patient.questions.first == "Passphrase of protected.pem: ")
        #expect(patient.questions.last == "That does not open it. Passphrase of protected.pem: ")

        let hopeless = ScriptedTerminal(["1", "2", "3", TestKeyPair.passphrase])
        let (second, _) = self.ring(source(hopeless))
        let error = await #expect(throws: AutomationError.self) {
            _ = try await second.key(at: "protected.pem", world: world)
        }
        #expect(hopeless.questions.count == 3)
        #expect(error?.message == "the passphrase does not open protected.pem; it is what was typed")
    }

    @Test func `two hundred tasks that want the key ask once`() async throws {
        let terminal = ScriptedTerminal([TestKeyPair.passphrase])
        let (ring, world) = ring(source(terminal))
        let fingerprints = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<200 {
                group.addTask { try await ring.key(at: "protected.pem", world: world).fingerprint }
            }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(fingerprints.count == 1)
        #expect(terminal.questions.count == 1)
    }

    @Test func `a question that nobody answers is asked once too`() async throws {
        let terminal = ScriptedTerminal([])
        let (ring, world) = ring(source(terminal))
        for _ in 0..<3 {
            let error = await #expect(throws: AutomationError.self) {
                _ = try await ring.key(at: "protected.pem", world: world)
            }
            #expect(error?.message == "protected.pem is protected by a passphrase, and none was given")
            #expect(error?.hint == "give --key-passphrase-file FILE, or set LATCHKEY_KEY_PASSPHRASE")
        }
        #expect(terminal.questions.count == 1)
    }

    @Test func `a file goes before a variable, and a variable before a question`() async throws {
        let terminal = ScriptedTerminal(["typed"])
        let file = try folder.write("passphrase.txt", "in the file \r\n")
        let environment = ["LATCHKEY_KEY_PASSPHRASE": "in the variable", "NOVA_PASSWORD_KEY_PASSWORD": "in the other"]
        func first(_ source: KeyPassphrases) async throws -> String? {
            try await source.passphrase(for: "key", attempt: 1)?.passphrase.withExposedText { $0 }
        }
        #expect(try await first(source(terminal, file: file, environment: environment)) == "in the file ")
        #expect(try await first(source(terminal, environment: environment)) == "in the variable")
        let other = ["LATCHKEY_KEY_PASSPHRASE": "", "NOVA_PASSWORD_KEY_PASSWORD": "in the other"]
        #expect(try await first(source(terminal, environment: other)) == "in the other")
        #expect(try await first(source(terminal)) == "typed")
    }

    @Test func `the command takes the passphrase from a file, a variable, and says what is missing`() async throws {
        try await SingleCalls.withCloud { latchkey in
            let file = try latchkey.folder.write("passphrase.txt", TestKeyPair.passphrase + "\n")
            let get = ["get", "--server", "win-001", "--key", latchkey.protectedKey, "--reveal"]
            let password = try latchkey.server().initialPassword + "\n"
            #expect(try await latchkey(get + ["--key-passphrase-file", file]).output == password)
            for name in ["LATCHKEY_KEY_PASSPHRASE", "NOVA_PASSWORD_KEY_PASSWORD"] {
                #expect(try await latchkey(get, environment: [name: TestKeyPair.passphrase]).output == password)
            }
            let none = try await latchkey(get)
            #expect(none.exitCode == 64)
            #expect(none.errors.contains("protected by a passphrase, and none was given"))
            #expect(none.errors.contains("hint: give --key-passphrase-file FILE, or set LATCHKEY_KEY_PASSPHRASE"))
            let wrong = try await latchkey(get, environment: ["LATCHKEY_KEY_PASSPHRASE": "close barley"])
            #expect(wrong.exitCode == 64)
            #expect(wrong.errors.contains("it is that of the variable LATCHKEY_KEY_PASSPHRASE"))
            #expect(!wrong.text.contains("barley"))
            let absent = try await latchkey(get + ["--key-passphrase-file", "none"])
            #expect(absent.errors.contains("the passphrase file none is not there"))
        }
    }

    @Test func `a runbook that names no passphrase gets it from the operator`() async throws {
        let script = try folder.write("load.lua", "print(require('key').load('protected.pem').bits)")
        let run = try await CommandRun.latchkey(
            ["run", script],
            environment: ["LATCHKEY_KEY_PASSPHRASE": TestKeyPair.passphrase],
            folder: folder
        )
        #expect(run.exitCode == 0, "\(run.text)")
        #expect(run.errors.contains("2048"))
        let without = try await CommandRun.latchkey(["run", script], folder: folder)
        #expect(without.exitCode == 1)
        #expect(without.errors.contains("key.load: protected.pem is protected by a passphrase"))
    }
}
