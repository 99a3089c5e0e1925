import AutomationCore
import Foundation
import StandardPlugins
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2)))
struct VaultConcurrencyTests {
    @Test func `two stores that write at once to one server lose nothing`() async throws {
        let fixture = try VaultFixture()
        let stores = [fixture.store, try fixture.runner()]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<60 {
                group.addTask { try await stores[number % 2].put(Secret("p-\(number)"), for: fixture.server) }
            }
            try await group.waitForAll()
        }
        let passwords = try fixture.passwords().filter { $0 != "-" }
        #expect(passwords.count == 60)
        #expect(Set(passwords) == Set((0..<60).map { "p-\($0)" }))
        #expect(try fixture.files().count == 60)
        #expect(try fixture.names(fixture.place()).count == 62)
    }

    @Test func `a reader never sees half a record`() async throws {
        let fixture = try VaultFixture()
        let reader = try fixture.runner()
        try await fixture.store.put(Secret("first", sealedDigest: "1"), for: fixture.server)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for number in 0..<50 { try await fixture.store.put(Secret("p-\(number)"), for: fixture.server) }
            }
            group.addTask {
                for _ in 0..<100 {
                    let record = try await reader.record(for: fixture.server)
                    #expect(record?.holds(sealedDigest: "1") == true)
                }
            }
            try await group.waitForAll()
        }
    }

    @Test func `a server's folder is closed to others from its first moment`() async throws {
        let fixture = try VaultFixture()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<40 {
                let store = try VaultFixture.store(in: fixture.folder)
                group.addTask { try await store.put(Secret("p"), for: Server(id: "s-\(number % 4)")) }
            }
            try await group.waitForAll()
        }
        for number in 0..<4 { #expect(try fixture.mode(fixture.place("s-\(number)")) == 0o700) }
    }
}
