import AutomationCore
import CloudSimulator
import HTTPTypes
import Testing

@Suite struct MicroversionTests {
    private static func send(
        _ fixture: inout Fixture,
        _ path: String,
        _ fields: [String: String]
    ) throws -> Answer {
        var request = Fixture.request(.get, path)
        for (name, value) in fields { request.head.headerFields[try #require(HTTPField.Name(name))] = value }
        return Answer(fixture.cloud.handle(request, at: fixture.now).response)
    }

    private static func spoken(_ answer: Answer) throws -> [String?] {
        try ["OpenStack-API-Version", "X-OpenStack-Nova-API-Version"].map { name in
            answer.headers[try #require(HTTPField.Name(name))]
        }
    }

    @Test(arguments: [
        ([:], "2.1"),
        (["X-OpenStack-Nova-API-Version": "2.2"], "2.2"),
        (["OpenStack-API-Version": "compute 2.60"], "2.60"),
        (["OpenStack-API-Version": "compute latest"], "2.60"),
        (["OpenStack-API-Version": "identity 3.1, compute 2.30", "X-OpenStack-Nova-API-Version": "2.2"], "2.30"),
        (["OpenStack-API-Version": "volume 3.5"], "2.1"),
    ])
    func `the answer says which dialect it speaks`(fields: [String: String], expected: String) throws {
        var fixture = try Fixture()
        let answer = try Self.send(&fixture, "/v2.1/servers", fields)
        #expect(answer.status == 200)
        #expect(try Self.spoken(answer) == ["compute " + expected, expected])
    }

    @Test func `what it does not speak is refused`() throws {
        var fixture = try Fixture()
        let newer = try Self.send(&fixture, "/v2.1/servers", ["OpenStack-API-Version": "compute 2.61"])
        #expect(newer.status == 406)
        #expect(newer["computeFault/message"]?.hasSuffix("Minimum is 2.1 and maximum is 2.60.") == true)
        for text in ["two", "2", "2.x", "2.1.1"] {
            let odd = try Self.send(&fixture, "/v2.1/servers", ["X-OpenStack-Nova-API-Version": text])
            #expect(odd.status == 400)
        }
    }

    @Test func `other APIs pay no heed to it`() throws {
        var fixture = try Fixture()
        for path in [fixture.ecsPath, "/v2/\(fixture.project)/servers"] {
            let answer = try Self.send(&fixture, path, ["OpenStack-API-Version": "compute 2.99"])
            #expect(answer.status == 200)
            #expect(try Self.spoken(answer) == [nil, nil])
        }
    }

    @Test func `the flavor and the type of a key pair change with it`() throws {
        var fixture = try Fixture()
        let path = "/v2.1/servers/\(fixture.id)"
        let old = try Self.send(&fixture, path, ["OpenStack-API-Version": "compute 2.46"])
        #expect(old["server/flavor/id"] == "s6.large.2")
        let new = try Self.send(&fixture, path, ["OpenStack-API-Version": "compute 2.47"])
        #expect(new["server/flavor/id"] == nil)
        #expect(new["server/flavor/original_name"] == "s6.large.2")
        #expect(new["server/flavor/vcpus"] == "2")
        let pair = try Self.send(&fixture, "/v2.1/os-keypairs/KeyPair-demo", ["OpenStack-API-Version": "compute 2.2"])
        #expect(pair["keypair/type"] == "ssh")
    }
}
