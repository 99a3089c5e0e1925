import AutomationCore
import Foundation
import Testing

@testable import StandardPlugins

/// What stands when an initial password comes that may be dead already.
struct VaultStandingPasswordTests {
    private func entry(_ id: String, sealed: String? = nil, reset: String? = nil, was: String? = nil)
        -> VaultRecord.Entry
    {
        VaultRecord.Entry(
            id: id,
            file: id + ".age",
            storedAt: Date(timeIntervalSince1970: 1_700_000_000),
            sealedDigest: sealed,
            reset: reset.map { PendingPassword(rawValue: $0) },
            digest: "",
            length: 1,
            was: was
        )
    }

    @Test func `a password that was put by hand stands against an initial one that nobody had stored`() {
        var record = VaultRecord(id: "s")
        record.put(entry("hand"))
        record.put(entry("initial", sealed: "1"))
        #expect(record.current?.id == "hand" && record.history.map(\.id) == ["initial"])
    }

    @Test func `an initial password of a system that was installed again becomes current`() {
        var record = VaultRecord(id: "s")
        record.put(entry("initial", sealed: "1"))
        record.put(entry("hand"))
        record.put(entry("again", sealed: "2"))
        #expect(record.current?.id == "again")
    }

    @Test func `an initial password that was replaced and damaged does not come back as the current one`() {
        var record = VaultRecord(id: "s")
        record.put(entry("earlier", sealed: "0"))
        record.put(entry("initial", sealed: "1"))
        record.putPending(entry("new", reset: "r"))
        let isPromoted = record.promote(PendingPassword(rawValue: "r"))
        #expect(isPromoted)
        record.setAside(["initial"])
        record.put(entry("copy", sealed: "1"))
        #expect(record.current?.id == "new" && record.history.first?.id == "copy")
    }

    @Test func `a current one that is damaged is replaced by the same one`() {
        var record = VaultRecord(id: "s")
        record.put(entry("initial", sealed: "1"))
        record.setAside(["initial"])
        record.put(entry("copy", sealed: "1"))
        #expect(record.current?.id == "copy")
    }

    @Test func `a damaged entry of which nobody has said what it was counts as the current one`() {
        var record = VaultRecord(id: "s")
        record.damaged = [entry("reset", reset: "r")]
        record.put(entry("initial", sealed: "1"))
        #expect(record.current == nil && record.history.map(\.id) == ["initial"])
        record.takeUp(entry("reset", reset: "r"))
        #expect(record.current?.id == "reset")
    }
}
