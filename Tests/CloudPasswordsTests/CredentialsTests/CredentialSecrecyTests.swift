import AutomationCore
import CloudPasswords
import CloudSimulator
import Testing

/// No description and no dump of anything that holds a credential shows it.
struct CredentialSecrecyTests {
    private static func isClean(_ value: Any) -> Bool { CredentialFixture.isClean(value) }

    @Test func `values with a secret in them show none`() throws {
        let fixture = CredentialFixture()
        let key = try AccessKey(
            id: CredentialFixture.keyID,
            secret: Secret(CredentialFixture.secretKey),
            securityToken: Secret(CredentialFixture.securityToken)
        )
        let token = Secret(CredentialFixture.token)
        let resolved = ResolvedCredential(.accessKey(key, expiresAt: nil), origin: "a test", projectID: "p1")
        #expect("\(resolved.credential)" == "access key QTWA...")
        #expect("\(Credential.token(token, expiresAt: nil))" == "a token")
        let method = IdentityMethod.password(.id("u"), Secret(CredentialFixture.password))
        let values: [Any] = [
            resolved, CredentialAnswer.found(resolved), Credential.token(token, expiresAt: nil), method,
            IdentityMethod.applicationCredential(.id("a"), token), CredentialOptions(.accessKey(key)),
            OptionCredentials(CredentialOptions(.token(token)), world: fixture.world),
            KeystoneCredentials(authURL: "https://h", method: method, world: fixture.world),
        ]
        for value in values { #expect(Self.isClean(value)) }
        let provider = CredentialProvider(
            source: OptionCredentials(CredentialOptions(.accessKey(key)), world: fixture.world),
            world: fixture.world
        )
        let lease = try fixture.simulation.run { try await provider.lease() }
        #expect(Self.isClean(lease))
        #expect(Self.isClean(provider))
    }

    @Test func `a source that looks into the environment does not show it`() throws {
        let fixture = CredentialFixture()
        let environment = [
            "HW_ACCESS_KEY": CredentialFixture.keyID, "HW_SECRET_KEY": CredentialFixture.secretKey,
            "OS_PASSWORD": CredentialFixture.password, "OS_TOKEN": CredentialFixture.token,
        ]
        let sources: [Any] = [
            EnvironmentCredentials(environment, world: fixture.world),
            ProfileCredentials(environment: environment, files: fixture.files),
            KooCLICredentials(environment: environment, files: fixture.files),
            CloudsYAMLCredentials(environment: environment, files: fixture.files, world: fixture.world),
            CredentialChain.standard(environment: environment, files: fixture.files, world: fixture.world),
        ]
        for source in sources { #expect(Self.isClean(source)) }
    }
}
