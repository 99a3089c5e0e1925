import AutomationCore
import CloudPasswords
import CloudSimulator
import HTTPTypes
import TestSupport
import Testing

/// Addresses of regions that the operator has written down for the SDKs.
struct RegionFileTests {
    private static let usual = "/home/ops/.huaweicloud/regions.yaml"
    private static let text = """
        ECS:
          - id: eu-west-101
            endpoint: https://ecs.internal.example
          - id: lab-1
            endpoints: [https://ecs.lab.example, https://ecs2.lab.example]
        IAM:
          - {id: lab-1, endpoint: "https://iam.lab.example"}
        VPC:
          - of no interest
        """

    private static func find(
        _ files: [String: String],
        _ environment: [String: String] = ["HOME": "/home/ops"]
    ) throws -> RegionFile? {
        try RegionFile.find(
            environment: environment,
            files: CredentialFiles { path in files[path].map { Array($0.utf8) } }
        )
    }

    /// Where the first request goes.
    private static func address(_ location: CloudLocation) throws -> String {
        let fixture = CredentialFixture { _, _ in throw TransportError(.tlsFailed) }
        let setting = try SimulatedSetting.settled()
        var world = setting.world
        world.transport = fixture.transport
        let (server, service) = (try setting.server, try setting.service(location: location, world: world))
        _ = try setting.failure { try await service.sealedPassword(of: server) }
        let head = try #require(fixture.transport.requests.first).head
        return "\(head.scheme ?? "")://\(head.authority ?? "")"
    }

    @Test func `addresses are read by service and region, in both of the SDKs' forms`() throws {
        let file = try #require(try Self.find([Self.usual: Self.text]))
        #expect(file.computeEndpoint(in: "eu-west-101") == "https://ecs.internal.example")
        #expect(file.computeEndpoint(in: "lab-1") == "https://ecs.lab.example")
        #expect(file.computeEndpoint(in: "cn-north-4") == nil)
        #expect(file.identityEndpoint(in: "lab-1") == "https://iam.lab.example")
        #expect(file.identityEndpoint(in: "eu-west-101") == nil)
    }

    @Test func `a variable names another file, which must be there`() throws {
        let environment = ["HOME": "/home/ops", "HUAWEICLOUD_SDK_REGIONS_FILE": "~/lab.yaml"]
        let file = try Self.find(["/home/ops/lab.yaml": "ECS: [{id: a, endpoint: https://a}]"], environment)
        #expect(file?.computeEndpoint(in: "a") == "https://a")
        #expect(try Self.find([:]) == nil)
        #expect(try Self.find([:], [:]) == nil)
        let error = #expect(throws: AutomationError.self) { _ = try Self.find([:], environment) }
        #expect(error?.kind == .input)
        #expect(error?.message == "HUAWEICLOUD_SDK_REGIONS_FILE names /home/ops/lab.yaml, and there is no such file")
    }

    @Test(arguments: [
        ("ECS: {id: a, endpoint: https://a}", ", ECS: expected a list of regions"),
        ("ECS: [{id: a}]", ", ECS: a region lacks id or endpoint"),
        ("IAM: [{endpoint: https://a}]", ", IAM: a region lacks id or endpoint"),
        ("ECS: [a]", ", ECS: a region lacks id or endpoint"),
        ("ECS: [{id: a, endpoint: a.example}]", ", ECS, a: the endpoint \"a.example\" is not an address"),
        ("ECS: [", " is not YAML"),
    ])
    func `what is wrong in it is said, with the place`(text: String, expected: String) throws {
        let error = #expect(throws: AutomationError.self) { _ = try Self.find([Self.usual: text]) }
        #expect(error?.kind == .input)
        #expect(error?.message.hasPrefix(Self.usual + expected) == true)
    }

    @Test func `it goes before the table of regions, and knows regions that the table does not`() throws {
        let file = try Self.find([Self.usual: Self.text])
        let project = SimulatorConfiguration.defaultProjectID
        func address(_ region: String, endpoint: String? = nil) throws -> String {
            try Self.address(
                CloudLocation(endpoint: endpoint, region: region, projectID: project, regionFile: file)
            )
        }
        #expect(try address("eu-west-101") == "https://ecs.internal.example")
        #expect(try address("lab-1") == "https://ecs.lab.example")
        #expect(try address("cn-north-4") == "https://ecs.cn-north-4.myhuaweicloud.com")
        #expect(try address("lab-1", endpoint: "https://given.example") == "https://given.example")
        // The project is looked up where the file says.
        #expect(
            try Self.address(CloudLocation(region: "lab-1", regionFile: file)) == "https://iam.lab.example"
        )
    }
}
