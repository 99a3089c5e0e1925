import AutomationCore
import CloudPasswords
import CloudSimulator
import TestSupport
import Testing

struct CloudEndpointTests {
    private static let project = SimulatorConfiguration.defaultProjectID

    @Test(arguments: [
        ("https://ecs.eu-west-101.myhuaweicloud.eu", "https", "ecs.eu-west-101.myhuaweicloud.eu", ""),
        ("https://ecs.example/", "https", "ecs.example", ""),
        ("HTTPS://ecs.example", "https", "ecs.example", ""),
        ("http://127.0.0.1:8080", "http", "127.0.0.1:8080", ""),
        ("http://[::1]:8080/", "http", "[::1]:8080", ""),
        ("https://gateway.example/compute", "https", "gateway.example", "/compute"),
        ("https://gateway.example:8443/a/compute/", "https", "gateway.example:8443", "/a/compute"),
        ("https://gateway.example/a%20b", "https", "gateway.example", "/a%20b"),
    ])
    func `an address is read as people write it`(
        text: String,
        scheme: String,
        authority: String,
        prefix: String
    ) throws {
        let endpoint = try CloudEndpoint(url: text, projectID: Self.project)
        #expect(endpoint.scheme == scheme)
        #expect(endpoint.authority == authority)
        #expect(endpoint.prefix == prefix)
        #expect(endpoint.projectID == Self.project)
    }

    @Test(arguments: [
        "", "ecs.example", "//ecs.example", "ftp://ecs.example", "https://", "https:///path", "https://ecs.example?a=b",
        "https://ecs.example#top", "https://admin@ecs.example", "https://admin:hunter2@ecs.example", "ecs.example:443",
        "https://ecs example",
    ])
    func `what is no usable address is refused with an example`(text: String) throws {
        let error = try #require(throws: AutomationError.self) { try CloudEndpoint(url: text, projectID: nil) }
        #expect(error.kind == .input)
        #expect(error.message.contains("https://ecs.REGION.myhuaweicloud.com"))
        #expect(error.hint != nil)
    }

    @Test(arguments: [
        "https://admin:hunter2@ecs.example", "https://hunter2@ecs.example", "ftp://a:hunter2@ecs.example/x@y",
        "https://admin:hunter2@@ecs.example", "https://ecs.example/?token=hunter2", "https://ecs.example/#hunter2",
    ])
    func `what may be a password in an address is not shown`(text: String) throws {
        let error = try #require(throws: AutomationError.self) { try CloudEndpoint(url: text, projectID: nil) }
        #expect(!"\(error) \(error.hint ?? "")".contains("hunter2"))
    }

    @Test(arguments: ["", "../etc", "a/b", "a b", "project?x", "проект", "{project_id}", "a%2fb"])
    func `a project id that is none is refused`(projectID: String) throws {
        let error = try #require(throws: AutomationError.self) {
            try CloudEndpoint(url: "https://ecs.example", projectID: projectID)
        }
        #expect(error.kind == .input)
        #expect(error.hint?.contains("not the name") == true)
    }

    @Test func `a prefix stands before every path`() throws {
        let setting = try SimulatedSetting.settled()
        let server = try setting.server
        let service = try setting.service(url: "https://gateway.example/compute/")
        _ = try setting.failure { try await service.detail(of: server) }
        #expect(setting.requests.map(\.path) == ["/compute/v1/\(Self.project)/cloudservers/\(server.id)"])
    }

    @Test func `without a project the APIs that need one say so, and nova does without`() throws {
        let setting = try SimulatedSetting.settled()
        let server = try setting.server
        let service = try setting.service(projectID: nil)
        for api in [CloudAPI.v1, .v2_1, .v2] {
            let error = try setting.failure { try await service.sealedPassword(of: server, api: api) }
            #expect(error.kind == .input)
            #expect(error.message == "the \(api.rawValue) API needs a project id")
            #expect(error.operation == "password.get")
            #expect(error.hint?.contains("--project") == true)
        }
        #expect(setting.requests.isEmpty)
        let sealed = try setting.simulation.run { try await service.sealedPassword(of: server, api: .nova) }
        #expect(sealed != nil)
    }

    @Test(arguments: ["", "..", "a/b", "a b", "a?b", "a%2fb", "sérver", "{server_id}", "a\r\nX: y"])
    func `a server id that would change the path is refused, and nothing is sent`(id: String) throws {
        let setting = try SimulatedSetting.settled()
        let service = setting.service
        let error = try setting.failure { try await service.sealedPassword(of: Server(id: id)) }
        #expect(error.kind == .argument)
        #expect(error.message.contains("cannot be a server id"))
        #expect(setting.requests.isEmpty)
    }
}
