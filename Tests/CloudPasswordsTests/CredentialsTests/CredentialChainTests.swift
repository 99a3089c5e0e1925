import AutomationCore
import CloudPasswords
import CloudSimulator
import HTTPTypes
import Testing

struct CredentialChainTests {
    private static let home = "/home/ops"
    private static let profile = "[basic]\nak = \(CredentialFixture.keyID)\nsk = profile\n"
    private static let koo = """
        {"authEncrypt":"false","current":"d","profiles":[{"name":"d","accessKeyId":"\(CredentialFixture.keyID)",
        "secretAccessKey":"koo"}]}
        """
    private static let clouds = "clouds: {a: {auth: {token: clouds}}}"
    private static let metadata: ScriptedTransport.Answer = { request, _ in
        guard request.head.path == "/openstack/latest/securitykey" else { return CredentialFixture.json(404, "") }
        return CredentialFixture.json(
            200,
            #"{"credential":{"access":"M","secret":"metadata","securitytoken":"t","expires_at":"2027-01-16T08:00:00Z"}}"#
        )
    }

    @Test func `the declared order: options, environment, profile, KooCLI, clouds.yaml, metadata`() throws {
        var options = CredentialOptions(.token(Secret("options")))
        var environment = ["HOME": Self.home, "OS_TOKEN": "environment"]
        var files = [
            "\(Self.home)/.huaweicloud/credentials": Self.profile, "\(Self.home)/.hcloud/config.json": Self.koo,
            "./clouds.yaml": Self.clouds,
        ]
        var found: [String] = []
        let removals: [() -> Void] = [
            { options.kind = nil }, { environment["OS_TOKEN"] = nil },
            { files["\(Self.home)/.huaweicloud/credentials"] = nil },
            { files["\(Self.home)/.hcloud/config.json"] = nil },
            { files["./clouds.yaml"] = nil }, {},
        ]
        for remove in removals {
            let fixture = CredentialFixture(files: files, answer: Self.metadata)
            let chain = CredentialChain.standard(
                options: options,
                environment: environment,
                files: fixture.files,
                world: fixture.world
            )
            let credential = try fixture.found(chain)
            found.append(credential.tokenText ?? credential.keyText ?? "")
            remove()
        }
        let id = CredentialFixture.keyID
        #expect(found == ["options", "environment", "\(id) profile", "\(id) koo", "clouds", "M metadata t"])
    }

    @Test func `when none is in use, the error lists each and why`() throws {
        let fixture = CredentialFixture { _, _ in throw TransportError(.timedOut) }
        let chain = CredentialChain.standard(
            environment: ["HOME": Self.home],
            files: fixture.files,
            world: fixture.world
        )
        let error = try fixture.failure(chain)
        #expect(
            error.message == """
                there is no credential; asked were, in this order: the options: no credential was given; the \
                environment: none of LATCHKEY_TOKEN, HUAWEICLOUD_SDK_AK, HW_ACCESS_KEY, HW_USER_NAME, OS_TOKEN, \
                OS_USERNAME and OS_APPLICATION_CREDENTIAL_ID is set; the SDK's credentials file: there is no \
                /home/ops/.huaweicloud/credentials; KooCLI's configuration: there is no /home/ops/.hcloud/config.json; \
                clouds.yaml: there is none in ., /home/ops/.config/openstack, /etc/xdg/openstack, /etc/openstack; the \
                metadata service: nobody answers at http://169.254.169.254 (no answer in time); this is no cloud server
                """
        )
        #expect(error.hint?.contains("HUAWEICLOUD_SDK_AK") == true)
        #expect(try fixture.failure(CredentialChain([])).message.hasPrefix("there is no credential, and no source"))
    }

    @Test func `a source that is in use and broken ends the search`() throws {
        let fixture = CredentialFixture(
            files: ["\(Self.home)/.huaweicloud/credentials": "[basic]\nak = A\n", "./clouds.yaml": Self.clouds]
        )
        let chain = CredentialChain.standard(
            environment: ["HOME": Self.home],
            files: fixture.files,
            world: fixture.world
        )
        let error = try fixture.failure(chain)
        #expect(error.message == "\(Self.home)/.huaweicloud/credentials, section [basic]: ak is set and sk is not")
        #expect(fixture.transport.requests.isEmpty)
    }
}
