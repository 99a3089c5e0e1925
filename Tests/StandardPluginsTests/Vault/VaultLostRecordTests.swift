import AutomationCore
import Foundation
import StandardPlugins
import TestSupport
import Testing

/// A record that is lost, or was made anew: no earlier password becomes current with it.
struct VaultLostRecordTests {
    private let fixture: VaultFixture

    init() throws {
        fixture = try VaultFixture()
    }

    private func put(_ text: String, sealed: String? = nil, by store: VaultStore? = nil) async throws {
        try await (store ?? fixture.store).put(Secret(text, sealedDigest: sealed), for: fixture.server)
    }

    @discardableResult
    private func reset(to text: String, isConfirmed: Bool = true) async throws -> PendingPassword {
        let pending = try await fixture.store.putPending(Secret(text), for: fixture.server)
        if isConfirmed { try await fixture.store.promote(pending, for: fixture.server) }
        return pending
    }

    private func loseRecord() throws { try FileManager.default.removeItem(atPath: fixture.recordFile()) }

    private func isInDoubt() throws -> Bool { try fixture.store.server("s-1").isInDoubt }

    @Test func `no writer makes it anew`() async throws {
        try await put("initial", sealed: "1")
        try await reset(to: "new")
        let pending = try await reset(to: "newer", isConfirmed: false)
        try loseRecord()
        let (store, server, files) = (fixture.store, fixture.server, try fixture.files())
        let errors = [
            try await fixture.failure { try await store.put(Secret("initial", sealedDigest: "1"), for: server) },
            try await fixture.failure { _ = try await store.putPending(Secret("other"), for: server) },
            try await fixture.failure { try await store.promote(pending, for: server) },
            try await fixture.failure { try await store.withdraw(pending, for: server) },
        ]
        for error in errors {
            #expect(error.message.contains("its record is missing beside 3 encrypted files"))
            #expect(error.hint?.contains("latchkey vault verify --repair --vault 'vault'") == true)
        }
        #expect(try fixture.files() == files && !FileManager.default.fileExists(atPath: fixture.recordFile()))
    }

    @Test(arguments: [true, false])
    func `once it is made anew, the initial password does not become current again`(canRead: Bool) async throws {
        try await put("initial", sealed: "1")
        try await reset(to: "new")
        try loseRecord()
        #expect(try await !fixture.store.inspect(repairing: true).isDamaged)
        let store = canRead ? fixture.store : try fixture.runner()
        for _ in 0..<2 { try await put("initial", sealed: "1", by: store) }
        // Whoever can read sees that it is there already. Whoever cannot keeps it, and does not claim to know.
        #expect(try fixture.passwords() == ["new", "-"] + (canRead ? ["initial"] : ["initial", "initial"]))
        #expect(try isInDoubt() == !canRead)
        #expect(try fixture.store.contents().isDamaged == !canRead)
        #expect(try await store.record(for: fixture.server)?.holds(sealedDigest: "1") == true)
        // As ever: beside an earlier initial password, another is of a system that was installed again.
        try await put("again", sealed: "2", by: store)
        #expect(try fixture.passwords().first == "again")
        #expect(try await !fixture.store.inspect(repairing: false).isDamaged)
    }

    @Test func `an initial password that was the current one is known as such again`() async throws {
        try await put("initial", sealed: "1")
        try loseRecord()
        _ = try await fixture.store.inspect(repairing: true)
        try await put("initial", sealed: "1")
        let current = try #require(try fixture.store.server("s-1").entries(.current).first)
        #expect(current.sealedDigest == "1" && current.isFound)
        #expect(try fixture.passwords() == ["initial", "-"])
        #expect(try !isInDoubt())
    }

    @Test func `where a later password may have been pending, no run says that all is well`() async throws {
        try await put("initial", sealed: "1")
        try await reset(to: "new", isConfirmed: false)
        try loseRecord()
        let repaired = try await fixture.store.inspect(repairing: true)
        #expect(repaired.isDamaged && repaired.findings.count == 1)
        let finding = try #require(repaired.findings.first)
        #expect(finding.message.hasSuffix("and which password is the current one"))
        #expect(finding.hint?.contains("show 's-1' --history --reveal --vault 'vault'") == true)
        #expect(finding.hint?.contains("latchkey reset --server 's-1' --vault 'vault'") == true)
        for isRepairing in [false, true] {
            let later = try await fixture.store.inspect(repairing: isRepairing)
            #expect(later.findings.map(\.message) == [VaultAdvice.doubt] && later.isDamaged)
        }
        #expect(try fixture.store.contents().isDamaged)
        // No runbook gets one for the other.
        let error = try await fixture.failure { _ = try await fixture.store.password(of: fixture.server) }
        #expect(error.message.hasSuffix(VaultAdvice.doubt) && error.hint?.hasPrefix("try those in its history") == true)
        #expect(try fixture.passwords() == ["initial", "-", "new"])
        // The initial password settles nothing, a reset does.
        try await put("initial", sealed: "1")
        #expect(try isInDoubt())
        try await reset(to: "newest")
        #expect(try !isInDoubt())
        #expect(try await fixture.store.inspect(repairing: false).findings.isEmpty)
    }

    @Test func `where nothing tells the current one, an initial password is not taken for it`() async throws {
        try await put("initial", sealed: "1")
        try await reset(to: "new")
        try Data("{".utf8).write(to: URL(fileURLWithPath: fixture.recordFile()))
        try FileManager.default.removeItem(atPath: fixture.place() + "/current.age")
        #expect(try await fixture.store.inspect(repairing: true).isDamaged)
        try await put("initial", sealed: "1", by: fixture.runner())
        #expect(try fixture.store.server("s-1").entries(.current).isEmpty)
        #expect(try isInDoubt())
        // Who puts it by hand knows.
        try await put("new")
        #expect(try fixture.passwords().first == "new")
        #expect(try !isInDoubt())
    }

    @Test func `a later file that turns up once the record was made anew leaves it open which is current`() async throws
    {
        try await put("initial", sealed: "1")
        try loseRecord()
        #expect(try await !fixture.store.inspect(repairing: true).isDamaged)
        let before = try #require(FileManager.default.contents(atPath: fixture.recordFile()))
        // Its writer was killed before the record said so.
        try await put("again", sealed: "2", by: fixture.runner())
        try before.write(to: URL(fileURLWithPath: fixture.recordFile()))
        #expect(try await fixture.store.inspect(repairing: false).findings.first?.severity == .error)
        try await put("again", sealed: "2")
        #expect(try fixture.passwords() == ["initial", "-", "again"])
        #expect(try isInDoubt())
    }
}
