import AgeEncryption
import Foundation
import TestSupport
import Testing

/// Both directions against the `age` program. LATCHKEY_AGE_ROUND_TRIPS says how many files go each way.
@Suite(
    .enabled(if: AgeProgram.isThere, "the age program is not installed; scripts/prepare --tests does it"),
    .timeLimit(.minutes(5))
)
struct AgeProgramTests {
    static let count = ProcessInfo.processInfo.environment["LATCHKEY_AGE_ROUND_TRIPS"].flatMap(Int.init) ?? 2000
    static let seed = UInt64.random(in: 0..<1_000_000)

    private let folder: TemporaryFolder
    private var generator = SeededGenerator(seed: seed)
    private let identity: AgeIdentity
    private let other: AgeIdentity
    private let plaintexts: [[UInt8]]

    init() throws {
        folder = try TemporaryFolder()
        identity = try AgeIdentity(using: &generator)
        other = try AgeIdentity(using: &generator)
        _ = try folder.write("identity.txt", identity.withExposedText { "# test\n\($0)\n" })
        _ = try folder.write("recipients.txt", "\(other.recipient)\n# and\n\(identity.recipient)\n")
        for name in ["plain", "sealed", "opened"] {
            try FileManager.default.createDirectory(atPath: "\(folder.path)/\(name)", withIntermediateDirectories: true)
        }
        var generator = generator
        plaintexts = (0..<Self.count).map { _ in
            // Mostly passwords, sometimes what lies around the size of a chunk.
            let size =
                Int.random(in: 0..<20, using: &generator) > 0
                ? Int.random(in: 0..<200, using: &generator)
                : 65_536 * Int.random(in: 1...3, using: &generator) + Int.random(in: -1...1, using: &generator)
            var bytes: [UInt8] = []
            bytes.reserveCapacity(size + 8)
            while bytes.count < size {
                withUnsafeBytes(of: generator.next()) { bytes.append(contentsOf: $0) }
            }
            return Array(bytes.prefix(size))
        }
        self.generator = generator
    }

    private func write(_ bytes: [UInt8], _ kind: String, _ number: Int) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: "\(folder.path)/\(kind)/\(number)"))
    }

    private func read(_ kind: String, _ number: Int) throws -> [UInt8] {
        try Array(Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/\(kind)/\(number)")))
    }

    /// Runs a command for each file, four at a time: `$1` is the file's number.
    ///
    /// One shell does fifty files: starting a shell for each would take as long as what it is started for.
    private func forEach(_ command: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = [
            "-c",
            "seq 0 \(Self.count - 1) | xargs -P 4 -n 50 sh -c 'while [ $# -gt 0 ]; do \(command) || exit 1; shift; done' sh",
        ]
        process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "seed \(Self.seed)")
    }

    @Test func `age opens what is encrypted here`() throws {
        var generator = generator
        for (number, plaintext) in plaintexts.enumerated() {
            let recipients = [other.recipient, identity.recipient].suffix(Int.random(in: 1...2, using: &generator))
            let file = try AgeFile.encrypt(plaintext, to: Array(recipients), using: &generator)
            try write(Bool.random(using: &generator) ? file : AgeArmor.encode(file), "sealed", number)
        }
        try forEach("age -d -i identity.txt -o opened/$1 sealed/$1")
        for (number, plaintext) in plaintexts.enumerated() {
            // Where there is nothing to write, age makes no file.
            if plaintext.isEmpty, !FileManager.default.fileExists(atPath: "\(folder.path)/opened/\(number)") {
                continue
            }
            #expect(try read("opened", number) == plaintext, "seed \(Self.seed), file \(number)")
        }
    }

    @Test func `what age encrypts is opened here`() throws {
        for (number, plaintext) in plaintexts.enumerated() { try write(plaintext, "plain", number) }
        try forEach(
            "case $1 in *[02468]) a=-a;; *) a=;; esac; "
                + "case $1 in *[0369]) r=\"-r \(identity.recipient)\";; *) r=\"-R recipients.txt\";; esac; "
                + "age $a $r -o sealed/$1 plain/$1"
        )
        for (number, plaintext) in plaintexts.enumerated() {
            let file = try read("sealed", number)
            #expect(AgeArmor.isArmored(file) == number.isMultiple(of: 2))
            let opened = try AgeFile.decrypt(file, with: [identity])
            #expect(opened == plaintext, "seed \(Self.seed), file \(number)")
        }
    }
}
