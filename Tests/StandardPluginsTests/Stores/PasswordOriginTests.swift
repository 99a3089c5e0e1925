import AutomationCore
import StandardPlugins
import Testing

/// Where a password came from decides whether it becomes current.
struct PasswordOriginTests {
    private let fixture: StoreFixture

    init() throws {
        fixture = try StoreFixture()
    }

    private func reset(to text: String) async throws {
        let pending = try await fixture.store.putPending(Secret(text), for: fixture.server)
        try await fixture.store.promote(pending, for: fixture.server)
    }

    @Test func `an initial password that comes after a reset does not become current`() async throws {
        try await reset(to: "new")
        try await fixture.store.put(Secret("initial", sealedDigest: "1"), for: fixture.server)
        #expect(try fixture.passwords() == ["new", "-", "initial"])
        // Nor does it when it comes once more, and clear finds it in the history.
        try await fixture.store.put(Secret("initial", sealedDigest: "1"), for: fixture.server)
        #expect(try fixture.passwords() == ["new", "-", "initial"])
        let record = try #require(try await fixture.store.record(for: fixture.server))
        #expect(record.holds(sealedDigest: "1"))
    }

    @Test func `an initial password from a record that was written anew becomes current`() async throws {
        try await fixture.store.put(Secret("first", sealedDigest: "1"), for: fixture.server)
        try await reset(to: "new")
        try await fixture.store.put(Secret("second", sealedDigest: "2"), for: fixture.server)
        #expect(try fixture.passwords() == ["second", "-", "new", "first"])
    }

    @Test func `a password that was put by hand becomes current after a reset`() async throws {
        try await reset(to: "new")
        try await fixture.store.put(Secret("by hand"), for: fixture.server)
        #expect(try fixture.passwords() == ["by hand", "-", "new"])
    }

    @Test func `an initial password that comes during a reset leaves the pending one alone`() async throws {
        let pending = try await fixture.store.putPending(Secret("new"), for: fixture.server)
        try await fixture.store.put(Secret("initial", sealedDigest: "1"), for: fixture.server)
        #expect(try fixture.passwords() == ["initial", "new"])
        try await fixture.store.promote(pending, for: fixture.server)
        #expect(try fixture.passwords() == ["new", "-", "initial"])
    }

    @Test func `two that reset one server promote each its own`() async throws {
        let (store, server) = (fixture.store, fixture.server)
        let other = StoreFixture.store(in: fixture.folder)
        let first = try await store.putPending(Secret("a"), for: server)
        let second = try await other.putPending(Secret("b"), for: server)
        try await store.promote(first, for: server)
        #expect(try fixture.passwords() == ["a", "b"])
        try await other.promote(second, for: server)
        #expect(try fixture.passwords() == ["b", "-", "a"])
        // Said once more, it changes nothing.
        try await other.promote(second, for: server)
        #expect(try fixture.passwords() == ["b", "-", "a"])
    }

    @Test func `one whose reset is refused does not withdraw the other's password`() async throws {
        let (store, server) = (fixture.store, fixture.server)
        let first = try await store.putPending(Secret("a"), for: server)
        let second = try await store.putPending(Secret("b"), for: server)
        try await store.withdraw(first, for: server)
        #expect(try fixture.passwords() == ["-", "b", "a"])
        try await store.promote(second, for: server)
        #expect(try fixture.passwords() == ["b", "-", "a"])
    }
}
