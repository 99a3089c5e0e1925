import AutomationCore
import Foundation
import StandardPlugins
import TestSupport
import Testing

/// A password whose file was damaged and set aside: nothing older takes its place, and it comes back as what it was.
struct VaultLostPasswordTests {
    private let fixture: VaultFixture

    init() throws {
        fixture = try VaultFixture()
    }

    private func put(_ text: String, sealed: String? = nil) async throws {
        try await fixture.store.put(Secret(text, sealedDigest: sealed), for: fixture.server)
    }

    private func pend(_ text: String) async throws -> PendingPassword {
        try await fixture.store.putPending(Secret(text), for: fixture.server)
    }

    /// Damages the file of this place and has it set aside.
    ///
    /// - Returns: Puts the file back.
    private func damage(_ place: String) async throws -> () throws -> Void {
        let file = try fixture.file(place)
        let whole = try Data(contentsOf: URL(fileURLWithPath: file))
        try Data("age".utf8).write(to: URL(fileURLWithPath: file))
        #expect(try await fixture.store.inspect(repairing: true).isDamaged)
        return { try whole.write(to: URL(fileURLWithPath: file)) }
    }

    private func lost() throws -> [VaultServer.Entry.Place?] { try fixture.store.server("s-1").lost.map(\.was) }

    @Test(arguments: [false, true])
    func `an initial password does not take the place of a reset's`(isInitialKnown: Bool) async throws {
        if isInitialKnown { try await put("initial", sealed: "1") }
        try await fixture.store.promote(pend("new"), for: fixture.server)
        let restore = try await damage("current")
        for _ in 0..<2 { try await put("initial", sealed: "1") }
        let server = try fixture.store.server("s-1")
        #expect(server.entries.map(\.place) == [.history] && server.lost.map(\.was) == [.current])
        let error = try await fixture.failure { _ = try await fixture.store.password(of: fixture.server) }
        #expect(error.message.contains("the CURRENT password is lost, its file is damaged: "))
        for isRepairing in [false, true] {
            #expect(try await fixture.store.inspect(repairing: isRepairing).isDamaged)
        }
        try restore()
        #expect(try await !fixture.store.inspect(repairing: false).isDamaged)
        #expect(try fixture.passwords() == ["new", "-", "initial"])
    }

    @Test func `the same initial password is no newer one where its own file is damaged too`() async throws {
        try await put("initial", sealed: "1")
        try await fixture.store.promote(pend("new"), for: fixture.server)
        for entry in try fixture.store.server("s-1").entries {
            try Data("age".utf8).write(to: URL(fileURLWithPath: "\(fixture.path)/\(entry.file)"))
        }
        #expect(try await fixture.store.inspect(repairing: true).isDamaged)
        try await put("initial", sealed: "1")
        #expect(try fixture.store.server("s-1").entries.map(\.place) == [.history])
        #expect(try lost() == [.current])
        // That of a system that was installed again is.
        try await put("again", sealed: "2")
        #expect(try fixture.passwords().first == "again")
        #expect(try lost() == [])
    }

    @Test func `a pending password stays lost until a later reset is confirmed, or it comes back`() async throws {
        // All within one second, mostly.
        try await put("initial", sealed: "1")
        _ = try await pend("new")
        let restore = try await damage("pending")
        try await put("again", sealed: "2")
        for isRepairing in [false, true, true] {
            #expect(try await fixture.store.inspect(repairing: isRepairing).isDamaged)
            #expect(try lost() == [.pending])
        }
        try restore()
        #expect(try await !fixture.store.inspect(repairing: false).isDamaged)
        #expect(try fixture.passwords() == ["again", "new", "initial"])
        _ = try await damage("pending")
        let later = try await pend("newer")
        #expect(try lost() == [.pending])
        try await fixture.store.promote(later, for: fixture.server)
        #expect(try lost() == [])
        #expect(try await !fixture.store.inspect(repairing: false).isDamaged)
    }

    @Test func `a reset that came before is not a later one`() async throws {
        let first = try await pend("first")
        _ = try await pend("second")
        _ = try await damage("pending")
        try await fixture.store.promote(first, for: fixture.server)
        #expect(try lost() == [.pending])
        #expect(try fixture.passwords().first == "first")
    }

    @Test func `a reset that is refused has lost nothing`() async throws {
        try await put("initial", sealed: "1")
        let pending = try await pend("new")
        _ = try await damage("pending")
        try await fixture.store.withdraw(pending, for: fixture.server)
        #expect(try lost() == [])
    }

    @Test func `once the cloud has a password that is lost, the one before it is not told as current`() async throws {
        try await put("initial", sealed: "1")
        let pending = try await pend("new")
        let restore = try await damage("pending")
        for _ in 0..<2 {
            let error = try await fixture.failure { try await fixture.store.promote(pending, for: fixture.server) }
            #expect(error.message.contains("the password that the server has now is lost"))
            #expect(error.hint?.hasPrefix("restore the file from a backup") == true)
        }
        #expect(try fixture.store.server("s-1").entries(.current).isEmpty)
        #expect(try lost() == [.current])
        try await put("initial", sealed: "1")
        try restore()
        _ = try await fixture.store.inspect(repairing: false)
        #expect(try fixture.passwords() == ["new", "-", "initial"])
    }
}
