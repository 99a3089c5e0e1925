import AutomationCore
import Foundation
import Testing

struct SecretRecordTests {
    private static func entry(_ digest: String?) -> SecretRecord.Entry {
        SecretRecord.Entry(storedAt: Date(timeIntervalSince1970: 0), sealedDigest: digest)
    }

    @Test func `a sealed password is held as the current, the pending or an earlier one`() {
        #expect(SecretRecord(current: Self.entry("a")).holds(sealedDigest: "a"))
        #expect(SecretRecord(pending: Self.entry("a")).holds(sealedDigest: "a"))
        #expect(SecretRecord(history: [Self.entry(nil), Self.entry("a")]).holds(sealedDigest: "a"))
    }

    @Test func `another one is not held, and neither is one of unknown origin`() {
        let record = SecretRecord(current: Self.entry("a"), pending: Self.entry(nil), history: [Self.entry("b")])
        #expect(!record.holds(sealedDigest: "c"))
        #expect(!record.holds(sealedDigest: ""))
        #expect(!SecretRecord().holds(sealedDigest: "a"))
    }
}
