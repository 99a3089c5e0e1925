import AutomationCore
import Foundation
import TestSupport
import Testing

@testable import StandardPlugins

/// The file of a record, as it is at one instant and the next.
struct VaultRecordFileTests {
    private let fixture: VaultFixture
    private let place: VaultPlace

    init() throws {
        fixture = try VaultFixture()
        place = VaultPlace(path: fixture.place(), id: "s-1", advice: VaultAdvice(folder: "vault"))
    }

    @Test func `a first record that is written while somebody looks for it is not lost`() async throws {
        try await fixture.store.put(Secret("a"), for: fixture.server)
        let elsewhere = fixture.folder.path + "/record.json"
        try FileManager.default.moveItem(atPath: fixture.recordFile(), toPath: elsewhere)
        #expect(throws: VaultProblem.self) { try place.wholeRecord() }
        let record = try place.wholeRecord {
            try? FileManager.default.moveItem(atPath: elsewhere, toPath: fixture.recordFile())
            return true
        }
        #expect(record?.current != nil)
    }

    @Test func `no record is written that would be too large to be read`() async throws {
        let name = String(repeating: "n", count: (4 << 20) - 200)
        try fixture.prepare(record: #"{"version":1,"server_id":"s-1","server_name":"\#(name)","history":[]}"#)
        let before = FileManager.default.contents(atPath: fixture.recordFile())
        let error = try await fixture.failureOfPut(server: Server(id: "s-1"))
        #expect(error.message.contains("its record would be larger than"))
        #expect(FileManager.default.contents(atPath: fixture.recordFile()) == before)
        #expect(try await fixture.store.record(for: fixture.server)?.current == nil)
    }
}
