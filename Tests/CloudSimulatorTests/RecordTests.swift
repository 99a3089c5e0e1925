import CloudSimulator
import Foundation
import HTTPTypes
import Testing

@Suite struct RecordTests {
    @Test func `a request is kept with all that tests ask for`() throws {
        var fixture = try Fixture()
        _ = fixture.reset(to: "Correct-Horse-9")
        let record = try #require(fixture.cloud.requests.first)
        #expect(record.operation == .resetServerPassword)
        #expect(record.serverID == fixture.id)
        #expect(record.time == fixture.now)
        #expect(record.status == 204)
        #expect(String(decoding: record.body, as: UTF8.self).contains("Correct-Horse-9"))
        #expect(record.headers.contains { $0.value == fixture.token })
    }

    @Test func `no description shows a password or a token`() throws {
        var fixture = try Fixture()
        fixture.pass(600)
        _ = fixture.reset(to: "Correct-Horse-9")
        let server = try #require(fixture.server)
        var dumped = "\(fixture.cloud.requests) \(server) \(try Fixture.keyPair.get())"
        dump(fixture.cloud.requests, to: &dumped)
        dump(server, to: &dumped)
        dump(try Fixture.keyPair.get(), to: &dumped)
        for secret in ["Correct-Horse-9", server.initialPassword, fixture.token, "PRIVATE KEY"] {
            #expect(!dumped.contains(secret))
        }
    }

    @Test func `the oldest requests are forgotten first`() throws {
        var fixture = try Fixture { $0.recordLimit = 10 }
        for index in 0..<100 { _ = fixture.send(.get, "/nowhere/\(index)") }
        #expect((10...11).contains(fixture.cloud.requests.count))
        #expect(fixture.cloud.requests.last?.path == "/nowhere/99")
    }
}
