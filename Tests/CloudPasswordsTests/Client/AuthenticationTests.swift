import AutomationCore
import CloudPasswords
import CloudSimulator
import Foundation
import HTTPTypes
import Synchronization
import TestSupport
import Testing

/// Credentials of every kind on their way through the client to a cloud that looks at them.
struct AuthenticationTests {
    private static let secret = "c2VjcmV0LXRlc3Qta2V5LW5vdC1yZWFsLTAwMDE"
    private static let accessKeyID = "AKIATESTTHROWAWAY0001"

    private static func accessKey(secret: String = secret) throws -> Credential {
        .accessKey(try AccessKey(id: accessKeyID, secret: Secret(secret)), expiresAt: nil)
    }

    /// Servers launched an hour ago in a cloud that takes one access key and no token but `tokens`.
    private static func setting(servers: Int = 1, tokens: Set<String> = []) throws -> SimulatedSetting {
        try SimulatedSetting(servers: 0) { cloud in
            for _ in 0..<servers { cloud.addServer(launchedAt: SimulatedSetting.start.addingTimeInterval(-3600)) }
            cloud.configuration.tokens = tokens
            cloud.configuration.accessKeys = [SimulatedAccessKey(id: accessKeyID, secret: Secret(secret))]
        }
    }

    /// Gets all passwords at once, and gives what each failed with.
    private static func collect(_ setting: SimulatedSetting, _ service: PasswordService) throws -> [AutomationError] {
        let servers = setting.servers
        return try setting.simulation.run {
            await withTaskGroup(of: AutomationError?.self) { group in
                for server in servers {
                    group.addTask {
                        do {
                            _ = try await service.sealedPassword(of: server)
                            return nil
                        } catch {
                            return error as? AutomationError ?? AutomationError(.cancelled, "\(error)")
                        }
                    }
                }
                return await group.reduce(into: []) { errors, error in error.map { errors.append($0) } }
            }
        }
    }

    @Test func `an access key signs every request, and the cloud takes it`() throws {
        let setting = try Self.setting(servers: 40)
        let service = try setting.service(credentials: FixedCredential(try Self.accessKey(), name: "test"))
        #expect(try Self.collect(setting, service).isEmpty)
        #expect(setting.requests.count == 40)
        #expect(setting.requests.allSatisfy { $0.status == 200 })
    }

    @Test func `a key derived for day, region and service signs where that is asked for`() throws {
        let setting = try Self.setting(servers: 3)
        let credential = FixedCredential(try Self.accessKey(), name: "test")
        let service = try setting.service(
            location: CloudLocation(
                endpoint: "https://ecs.simulated.example",
                identityEndpoint: "https://iam.simulated.example",
                region: setting.cloud.withState { $0.configuration.region }
            ),
            credentials: credential,
            derivesSigningKeys: true
        )
        #expect(try Self.collect(setting, service).isEmpty)
        let signed = setting.requests.compactMap { $0.headers[.authorization] }
        #expect(signed.count == 4)
        #expect(signed.allSatisfy { $0.hasPrefix("V11-HMAC-SHA256 Credential=\(Self.accessKeyID)/") })
        #expect(signed.count { $0.contains("/iam,") } == 1)
        let lost = try setting.service(credentials: credential, derivesSigningKeys: true)
        let error = try #require(try Self.collect(setting, lost).first)
        #expect(error.kind == .input)
        #expect(error.hint == "give --region REGION")
    }

    @Test func `of a wrong secret key two requests tell, and nothing more is sent, however many servers there are`()
        throws
    {
        let setting = try Self.setting(servers: 40)
        let credential = FixedCredential(try Self.accessKey(secret: "the-wrong-one-4711"), name: "the file x")
        let errors = try Self.collect(setting, try setting.service(credentials: credential))
        #expect(errors.count == 40)
        #expect(errors.allSatisfy { $0.kind == .authentication && $0.operation == "password.get" })
        #expect(setting.requests.count == 2)
        let first = try #require(errors.first { $0.message.hasPrefix("the secret") })
        #expect(first.message == "the secret access key does not belong to the access key AKIA...")
        let stop = try #require(errors.last)
        #expect(stop.message.hasPrefix("the cloud refused 2 signatures of the access key AKIA... in a row"))
        #expect(stop.hint?.contains("the file x") == true)
        #expect(!"\(errors) \(errors.map { $0.hint ?? "" })".contains("4711"))
    }

    @Test func `a clock that is twenty minutes off is corrected once, and said`() throws {
        let setting = try Self.setting(servers: 10)
        var world = setting.world
        world.clock = SkewedClock(base: setting.simulation.clock, skew: -1200)
        let credential = FixedCredential(try Self.accessKey(), name: "test")
        #expect(try Self.collect(setting, try setting.service(credentials: credential, world: world)).isEmpty)
        #expect(setting.requests.count == 11)
        #expect(
            setting.events.logLines == [
                "this machine's clock is 20m behind the cloud's; requests are signed with the cloud's time"
            ]
        )
    }

    @Test func `a clock that is set back in the middle of a run is corrected once more`() throws {
        let setting = try Self.setting(servers: 2)
        let skew = Mutex(-1200.0)
        var world = setting.world
        world.clock = MovedClock(base: setting.simulation.clock) { skew.withLock { $0 } }
        let credential = FixedCredential(try Self.accessKey(), name: "test")
        let service = try setting.service(credentials: credential, world: world)
        #expect(try Self.collect(setting, service).isEmpty)
        skew.withLock { $0 = 0 }
        #expect(try Self.collect(setting, service).isEmpty)
        #expect(setting.events.logLines.count == 2)
    }

    @Test func `a date that no correction mends costs two requests and not one for each server`() throws {
        let setting = try SimulatedSetting(servers: 0) { cloud in
            for _ in 0..<40 { cloud.addServer(launchedAt: SimulatedSetting.start.addingTimeInterval(-3600)) }
            let refusal = "verify fail: calc aksk signature fail:signature expired"
            cloud.faults = FaultPlan([FaultRule(.answer(.gateway(401, "APIGW.0301", refusal)))])
        }
        let credential = FixedCredential(try Self.accessKey(), name: "test")
        let errors = try Self.collect(setting, try setting.service(credentials: credential))
        #expect(errors.count == 40)
        #expect(setting.requests.count == 2)
    }

    @Test func `a token that the cloud takes no more is replaced once for all`() throws {
        let setting = try Self.setting(servers: 30, tokens: ["token-2"])
        let source = ScriptedSource(clock: setting.world.clock) { .token(Secret("token-\($0)"), expiresAt: nil) }
        #expect(try Self.collect(setting, try setting.service(credentials: source)).isEmpty)
        #expect(source.count == 2)
        #expect(setting.requests.count { $0.status == 200 } == 30)
    }

    @Test func `a token that no new one replaces is tried twice and not more`() throws {
        let setting = try Self.setting(tokens: ["none of them"])
        let source = ScriptedSource(clock: setting.world.clock) { .token(Secret("token-\($0)"), expiresAt: nil) }
        let errors = try Self.collect(setting, try setting.service(credentials: source))
        #expect(errors.map(\.kind) == [.authentication])
        #expect(setting.requests.map(\.status) == [401, 401])
        #expect(!"\(errors)".contains("token-1"))
    }

    @Test func `the project is looked up once by the region's name, however many ask`() throws {
        let setting = try Self.setting(servers: 20)
        let region = setting.cloud.withState { $0.configuration.region }
        let location = CloudLocation(
            endpoint: "https://ecs.simulated.example",
            identityEndpoint: "https://iam.simulated.example",
            region: region
        )
        let credential = FixedCredential(try Self.accessKey(), name: "test")
        let service = try setting.service(location: location, credentials: credential)
        #expect(try Self.collect(setting, service).isEmpty)
        let lookUps = setting.requests.filter { $0.path == "/v3/projects" }
        #expect(lookUps.map(\.query) == ["name=\(region)"])
        #expect(setting.requests.count == 21)
        #expect(setting.requests.dropFirst().allSatisfy { $0.path.contains(SimulatorConfiguration.defaultProjectID) })
    }

    @Test func `a region without a project of its name says so`() throws {
        let setting = try Self.setting()
        let location = CloudLocation(
            endpoint: "https://ecs.simulated.example",
            identityEndpoint: "https://iam.simulated.example",
            region: "cn-north-9"
        )
        let credential = FixedCredential(try Self.accessKey(), name: "test")
        let errors = try Self.collect(setting, try setting.service(location: location, credentials: credential))
        #expect(errors.map(\.kind) == [.input])
        #expect(errors.first?.message.contains("cn-north-9") == true)
        #expect(errors.first?.hint == "give --project ID")
    }

    @Test(arguments: [
        ("eu-west-101", "ecs.eu-west-101.myhuaweicloud.eu"), ("cn-north-4", "ecs.cn-north-4.myhuaweicloud.com"),
    ])
    func `a region gives the address`(region: String, host: String) throws {
        let setting = try Self.setting(tokens: ["t"])
        let service = try setting.service(
            location: CloudLocation(region: region, projectID: SimulatorConfiguration.defaultProjectID),
            credentials: FixedCredential(token: Secret("t"), name: "test")
        )
        #expect(try Self.collect(setting, service).isEmpty)
        #expect(try Region(region).computeEndpoint == "https://\(host)")
    }

    @Test func `a misspelt region is told with the nearest`() throws {
        let setting = try Self.setting(tokens: ["t"])
        let service = try setting.service(
            location: CloudLocation(region: "cn-nroth-4", projectID: SimulatorConfiguration.defaultProjectID),
            credentials: FixedCredential(token: Secret("t"), name: "test")
        )
        let error = try #require(try Self.collect(setting, service).first)
        #expect(error.kind == .input)
        #expect(error.message.contains("\"cn-nroth-4\""))
        #expect(error.hint?.contains("did you mean cn-north-4?") == true)
    }

    @Test func `with no word of where the cloud is nothing is sent`() throws {
        let setting = try Self.setting()
        let service = try setting.service(
            location: CloudLocation(),
            credentials: FixedCredential(token: Secret("t"), name: "test")
        )
        let error = try #require(try Self.collect(setting, service).first)
        #expect(error.message == "there is no cloud to call")
        #expect(error.hint?.contains("--region") == true)
        #expect(setting.requests.isEmpty)
    }

    @Test func `an address from a catalog, with version and project in it, is understood`() throws {
        let setting = try Self.setting(tokens: ["t"])
        let project = SimulatorConfiguration.defaultProjectID
        for address in ["/v2.1/\(project)", "/v2.1", "/v1/\(project)", "/v2.1/"] {
            let service = try setting.service(
                location: CloudLocation(endpoint: "https://ecs.simulated.example\(address)", projectID: project),
                credentials: FixedCredential(token: Secret("t"), name: "test")
            )
            #expect(try Self.collect(setting, service).isEmpty)
        }
    }
}
