import CloudSimulator
import Foundation
import HTTPTypes
import Testing

@Suite struct InitialPasswordTests {
    @Test func `an empty password is answered before injection`() throws {
        var fixture = try Fixture()
        fixture.pass(299)
        let answer = fixture.send(.get, fixture.ecsPath + "/os-server-password")
        #expect(answer.status == 200)
        #expect(answer.text == #"{"password":""}"#)
    }

    @Test func `after ten minutes the record opens to the guest's password`() throws {
        var fixture = try Fixture()
        fixture.pass(600)
        let sealed = try #require(fixture.send(.get, fixture.ecsPath + "/os-server-password")["password"])
        #expect(sealed.count == 344)
        #expect(try Fixture.open(sealed) == fixture.server?.password)
        #expect(fixture.send(.get, fixture.ecsPath + "/os-server-password")["password"] == sealed)
    }

    @Test func `speed divides the wait`() throws {
        var fixture = try Fixture { $0.speed = 60 }
        fixture.pass(4.9)
        #expect(fixture.send(.get, fixture.ecsPath + "/os-server-password")["password"] == "")
        fixture.pass(5.1)
        #expect(fixture.send(.get, fixture.ecsPath + "/os-server-password")["password"] != "")
    }

    @Test func `every form of the path shows the same record`() throws {
        var fixture = try Fixture()
        fixture.pass(600)
        let expected = fixture.send(.get, fixture.ecsPath + "/os-server-password").text
        for prefix in ["/v2.1/\(fixture.project)", "/v2/\(fixture.project)", "/v2.1"] {
            let answer = fixture.send(.get, "\(prefix)/servers/\(fixture.id)/os-server-password")
            #expect(answer.status == 200)
            #expect(answer.text == expected)
        }
    }

    @Test(arguments: [
        "/v1/{project}/cloudservers", "/v2.1/{project}/servers", "/v2/{project}/servers", "/v2.1/servers",
    ])
    func `a cleared record stays empty for ever`(prefix: String) throws {
        var fixture = try Fixture()
        fixture.pass(600)
        let path =
            prefix.replacingOccurrences(of: "{project}", with: fixture.project) + "/\(fixture.id)/os-server-password"
        #expect(fixture.send(.get, path)["password"] != "")
        let answer = fixture.send(.delete, path)
        #expect(answer.status == 204)
        #expect(answer.text.isEmpty)
        fixture.pass(86_400)
        #expect(fixture.send(.get, path)["password"] == "")
        #expect(fixture.send(.delete, path).status == 204)
        #expect(fixture.server?.password == fixture.server?.initialPassword)
    }

    @Test func `clearing before injection does not stop the guest from posting`() throws {
        var fixture = try Fixture()
        #expect(fixture.send(.delete, fixture.ecsPath + "/os-server-password").status == 204)
        fixture.pass(600)
        #expect(fixture.send(.get, fixture.ecsPath + "/os-server-password")["password"] != "")
    }

    @Test func `Linux servers and servers without a key pair never post a password`() throws {
        var fixture = try Fixture(servers: 0)
        let linux = fixture.cloud.addLinuxServer(keyPair: try Fixture.keyPair.get())
        let plain = fixture.cloud.addServerWithoutKeyPair()
        fixture.pass(86_400)
        for id in [linux.id, plain.id] {
            let answer = fixture.send(.get, "/v1/\(fixture.project)/cloudservers/\(id)/os-server-password")
            #expect(answer.status == 200)
            #expect(answer["password"] == "")
        }
    }

    @Test func `initial passwords have the guest's shape`() throws {
        let fixture = try Fixture(servers: 200)
        for server in fixture.cloud.servers {
            let password = server.initialPassword
            #expect(password.count == 20)
            #expect(password.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) })
            #expect(password.contains(where: \.isLowercase) && password.contains(where: \.isUppercase))
            #expect(password.contains { $0.isNumber })
        }
    }

    @Test func `a drawn injection delay lies between five and ten minutes`() throws {
        let fixture = try Fixture(servers: 200)
        let delays = fixture.cloud.servers.map { $0.injectedAt.timeIntervalSince($0.launchedAt) }
        #expect(delays.allSatisfy { (299.999...600.001).contains($0) })
        #expect(Set(delays).count > 150)
    }
}
