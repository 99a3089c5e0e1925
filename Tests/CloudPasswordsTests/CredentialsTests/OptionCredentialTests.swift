import AutomationCore
import CloudPasswords
import CloudSimulator
import Testing

struct OptionCredentialTests {
    private static let answer: ScriptedTransport.Answer = { _, _ in
        CredentialFixture.json(
            201,
            #"{"token":{"expires_at":"2027-01-16T08:00:00Z","project":{"id":"p1"},"catalog":[]}}"#,
            headers: ["X-Subject-Token": CredentialFixture.token]
        )
    }

    @Test func `what is given is found, with what is given beside it`() throws {
        let fixture = CredentialFixture()
        let around = CredentialSurroundings(projectID: "p", region: "r", endpoint: "e", identityEndpoint: "i")
        let key = try AccessKey(id: CredentialFixture.keyID, secret: Secret(CredentialFixture.secretKey))
        for kind in [CredentialOptions.Kind.accessKey(key), .token(Secret(CredentialFixture.token))] {
            let options = CredentialOptions(kind, surroundings: around)
            let found = try fixture.found(OptionCredentials(options, world: fixture.world))
            #expect([found.projectID, found.region, found.endpoint, found.identityEndpoint] == ["p", "r", "e", "i"])
            #expect(found.origin == "the options")
            #expect(CredentialFixture.isClean(options))
        }
        #expect(fixture.transport.requests.isEmpty)
    }

    @Test func `passwords are exchanged, and what is given goes before what the service tells`() throws {
        let fixture = CredentialFixture(answer: Self.answer)
        let password = Secret(CredentialFixture.password)
        let iam = CredentialOptions(
            .iamPassword(.id("u"), password, project: nil),
            surroundings: CredentialSurroundings(region: "cn-north-4")
        )
        #expect(try fixture.found(OptionCredentials(iam, world: fixture.world)).projectID == "p1")
        let keystone = CredentialOptions(
            .keystone(.password(.id("u"), password), project: nil),
            surroundings: CredentialSurroundings(
                projectID: "p2",
                endpoint: "https://nova",
                identityEndpoint: "https://keystone"
            )
        )
        let found = try fixture.found(OptionCredentials(keystone, world: fixture.world))
        #expect(found.projectID == "p2")
        #expect(found.endpoint == "https://nova")
        #expect(
            fixture.transport.lines == [
                "POST https://iam.cn-north-4.myhuaweicloud.com/v3/auth/tokens", "POST https://keystone/v3/auth/tokens",
            ]
        )
        #expect(CredentialFixture.isClean(iam))
        #expect(CredentialFixture.isClean(OptionCredentials(keystone, world: fixture.world)))
    }

    @Test func `nothing given is not in use; half is an error`() throws {
        let fixture = CredentialFixture()
        let none = OptionCredentials(CredentialOptions(), world: fixture.world)
        #expect(try fixture.reason(none) == "no credential was given")
        let keystone = CredentialOptions(.keystone(.password(.id("u"), Secret("p")), project: nil))
        let error = try fixture.failure(OptionCredentials(keystone, world: fixture.world))
        #expect(error.message == "the options: Keystone needs the address of the identity service")
        let token = OptionCredentials(CredentialOptions(.token(Secret("a\nb"))), world: fixture.world)
        #expect(try fixture.failure(token).message.hasPrefix("the options: the token is empty"))
    }
}
