import AutomationCore
import Foundation
import StandardPlugins
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2)))
struct FolderSecretStoreConcurrencyTests {
    @Test func `two stores that write at once to one server lose nothing`() async throws {
        let fixture = try StoreFixture()
        let stores = [fixture.store, StoreFixture.store(in: fixture.folder)]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<60 {
                group.addTask { try await stores[number % 2].put(Secret("p-\(number)"), for: fixture.server) }
            }
            try await group.waitForAll()
        }
        let passwords = try fixture.passwords().filter { $0 != "-" }
        #expect(passwords.count == 60)
        #expect(Set(passwords) == Set((0..<60).map { "p-\($0)" }))
        #expect(try fixture.names() == ["s-1.json"])
    }

    @Test func `many servers do not disturb one another`() async throws {
        let fixture = try StoreFixture()
        let stores = [fixture.store, StoreFixture.store(in: fixture.folder)]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<40 {
                group.addTask {
                    let server = Server(id: "s-\(number)")
                    let pending = try await stores[number % 2].putPending(Secret("new-\(number)"), for: server)
                    try await stores[(number + 1) % 2].promote(pending, for: server)
                }
            }
            try await group.waitForAll()
        }
        #expect(try fixture.names() == (0..<40).map { "s-\($0).json" }.sorted())
        for number in 0..<40 { #expect(try fixture.passwords("s-\(number)") == ["new-\(number)", "-"]) }
    }

    @Test func `the folder is closed to others from its first moment`() async throws {
        for _ in 0..<30 {
            let fixture = try StoreFixture()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<8 {
                    let store = StoreFixture.store(in: fixture.folder, named: "above/vault")
                    group.addTask { try await store.put(Secret("p"), for: Server(id: "s-\(number)")) }
                }
                try await group.waitForAll()
            }
            #expect(try fixture.mode(fixture.folder.path + "/above/vault") == 0o700)
        }
    }

    @Test func `a reader never sees half an entry`() async throws {
        let fixture = try StoreFixture()
        let reader = StoreFixture.store(in: fixture.folder)
        try await fixture.store.put(Secret("first", sealedDigest: "1"), for: fixture.server)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for number in 0..<50 { try await fixture.store.put(Secret("p-\(number)"), for: fixture.server) }
            }
            group.addTask {
                for _ in 0..<200 {
                    let record = try await reader.record(for: fixture.server)
                    #expect(record?.holds(sealedDigest: "1") == true)
                }
            }
            try await group.waitForAll()
        }
    }
}
