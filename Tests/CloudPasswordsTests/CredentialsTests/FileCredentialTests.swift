import AutomationCore
import CloudPasswords
import Foundation
import TestSupport
import Testing

/// The two files of Huawei Cloud's own tools.
struct FileCredentialTests {
    private static let id = CredentialFixture.keyID
    private static let secret = CredentialFixture.secretKey
    private static let profilePath = "/home/ops/.huaweicloud/credentials"
    private static let kooPath = "/home/ops/.hcloud/config.json"

    private static func profile(_ text: String?, _ environment: [String: String] = [:]) -> CredentialFixture.Profile {
        let path = environment["HUAWEICLOUD_SDK_CREDENTIALS_FILE"] ?? profilePath
        let fixture = CredentialFixture(files: text.map { [path: $0] } ?? [:])
        let environment = ["HOME": "/home/ops"].merging(environment) { $1 }
        return (fixture, ProfileCredentials(environment: environment, files: fixture.files))
    }

    private static func koo(_ text: String?, _ environment: [String: String] = [:]) -> CredentialFixture.KooCLI {
        let fixture = CredentialFixture(files: text.map { [kooPath: $0] } ?? [:])
        let environment = ["HOME": "/home/ops"].merging(environment) { $1 }
        return (fixture, KooCLICredentials(environment: environment, files: fixture.files))
    }

    private static func kooText(encrypt: String?, profile: String) -> String {
        let encryption = encrypt.map { #""authEncrypt":"\#($0)","# } ?? ""
        return #"{\#(encryption)"current":"default","profiles":[{"name":"default",\#(profile)}]}"#
    }

    @Test func `the SDK's file is read`() throws {
        let text = """
            \u{FEFF}# keys of the build machines
            [global]
            ak = OTHER
            sk = OTHER
            [basic]
            AK : \(Self.id)
            sk=\(Self.secret)
              security_token = \(CredentialFixture.securityToken)
            ; the project
            project_id = p1
            iam_endpoint = https://iam.example

            """
        let (fixture, source) = Self.profile(text)
        let found = try fixture.found(source)
        #expect(found.keyText == "\(Self.id) \(Self.secret) \(CredentialFixture.securityToken)")
        #expect(found.projectID == "p1")
        #expect(found.identityEndpoint == "https://iam.example")
        #expect(found.origin == Self.profilePath)
    }

    @Test func `a variable names another file, from the home folder too`() throws {
        let fixture = CredentialFixture(files: ["/home/ops/k": "[basic]\nak=\(Self.id)\nsk=\(Self.secret)\r\n"])
        let environment = ["HOME": "/home/ops/", "HUAWEICLOUD_SDK_CREDENTIALS_FILE": "~/k"]
        let found = try fixture.found(ProfileCredentials(environment: environment, files: fixture.files))
        #expect(found.keyText == "\(Self.id) \(Self.secret)")
    }

    @Test func `the SDK's file is not in use when it is not there, or has no section for regions`() throws {
        let (fixture, source) = Self.profile(nil)
        #expect(try fixture.reason(source) == "there is no \(Self.profilePath)")
        let (second, global) = Self.profile("[global]\nak = A\nsk = B\n")
        #expect(try second.reason(global) == "\(Self.profilePath) has no section [basic]")
        let homeless = ProfileCredentials(environment: [:], files: fixture.files)
        #expect(try fixture.reason(homeless) == "neither HOME nor HUAWEICLOUD_SDK_CREDENTIALS_FILE is set")
    }

    @Test(arguments: [
        ("[basic]\nak = \(id)\n", "section [basic]: ak is set and sk is not"),
        ("[basic]\nsk = \(secret)\nak =\n", "section [basic]: sk is set and ak is not"),
        ("[basic]\nproject_id = p\n", "section [basic]: ak and sk are not set"),
        ("[basic]\nidp_id = i\nid_token_file = f\n", "idp_id with id_token_file is not supported"),
        ("[basic]\nak = \(id)\n\(secret)\n", "line 3 is neither [section] nor name = value"),
        ("sk = \(secret)\n[basic]\n", "line 1 comes before the first [section]"),
        ("[basic]\nsk = \(secret)\nSK = \(secret)\n", "line 3 sets what is set already"),
        ("[basic]\n[basic]\n", "line 2 begins a section that is there twice"),
        ("[basic]\nak = \(id)\nsk = \(secret) \(secret)\n", "section [basic]: the secret access key holds"),
        ("unreadable", "is there and cannot be read"),
    ])
    func `a broken file is an error that names place and line`(text: String, expected: String) throws {
        let (fixture, source) = Self.profile(text)
        let error = try fixture.failure(source)
        #expect(error.message.contains(Self.profilePath))
        #expect(error.message.contains(expected))
    }

    @Test func `a file that a variable names must be there`() throws {
        let fixture = CredentialFixture()
        let environment = ["HUAWEICLOUD_SDK_CREDENTIALS_FILE": "/gone"]
        let error = try fixture.failure(ProfileCredentials(environment: environment, files: fixture.files))
        #expect(error.message == "HUAWEICLOUD_SDK_CREDENTIALS_FILE names /gone, and there is no such file")
    }

    @Test(arguments: ["false", nil])
    func `KooCLI's plain keys are read`(encrypt: String?) throws {
        let profile = """
            "mode":"AKSK","accessKeyId":"\(Self.id)","secretAccessKey":"\(Self.secret)","securityToken":"",
            "region":"cn-north-4","projectId":"p1","readTimeout":10
            """
        let (fixture, source) = Self.koo(Self.kooText(encrypt: encrypt, profile: profile))
        let found = try fixture.found(source)
        #expect(found.keyText == "\(Self.id) \(Self.secret)")
        #expect(found.region == "cn-north-4")
        #expect(found.projectID == "p1")
        #expect(found.origin == "\(Self.kooPath), profile \"default\"")
    }

    @Test func `a profile that logs in by a portal keeps its keys elsewhere`() throws {
        let profile = """
            "mode":"SSO","ssoAuth":{"stsToken":{"accessKeyId":"\(Self.id)","secretAccessKey":"\(Self.secret)",
            "securityToken":"\(CredentialFixture.securityToken)"}}
            """
        let (fixture, source) = Self.koo(Self.kooText(encrypt: "false", profile: profile))
        #expect(try fixture.found(source).keyText == "\(Self.id) \(Self.secret) \(CredentialFixture.securityToken)")
    }

    @Test(arguments: [("true", id), (nil, "kJ8x+Zc0TqJ/4vEXAMPLE+ENCRYPTED=="), ("TRUE", "x")] as [(String?, String)])
    func `encrypted keys are passed over with the command that changes it`(encrypt: String?, id: String) throws {
        let profile = #""mode":"AKSK","accessKeyId":"\#(id)","secretAccessKey":"c2VjcmV0""#
        let (fixture, source) = Self.koo(Self.kooText(encrypt: encrypt, profile: profile))
        let reason = try #require(try fixture.reason(source))
        #expect(reason.contains("is encrypted, and only KooCLI can read it"))
        #expect(reason.contains("`hcloud configure set --cli-auth-encrypt=false`"))
        #expect(!reason.contains("c2VjcmV0"))
        // Who says that this profile is meant is told that it cannot be.
        let (second, named) = Self.koo(Self.kooText(encrypt: encrypt, profile: profile), ["HW_PROFILE": "default"])
        #expect(try second.failure(named).message.hasPrefix("HW_PROFILE is set, and \(Self.kooPath), profile"))
    }

    @Test func `KooCLI's file is not in use when it holds no keys`() throws {
        let (fixture, source) = Self.koo(nil)
        #expect(try fixture.reason(source) == "there is no \(Self.kooPath)")
        let (second, agency) = Self.koo(Self.kooText(encrypt: "true", profile: #""mode":"ecsAgency""#))
        #expect(try second.reason(agency)?.hasSuffix("is of a mode that keeps no access key") == true)
        let (third, empty) = Self.koo(Self.kooText(encrypt: "true", profile: #""mode":"AKSK""#))
        #expect(try third.reason(empty)?.hasSuffix("holds no access key") == true)
        let (fourth, none) = Self.koo(#"{"profiles":[]}"#)
        #expect(try fourth.reason(none) == "\(Self.kooPath) has no current profile")
        let (fifth, missing) = Self.koo(#"{"profiles":[]}"#, ["HW_PROFILE": "x"])
        #expect(try fifth.failure(missing).message.hasSuffix("has no profile \"x\""))
        let (sixth, broken) = Self.koo(#"{"profiles":"\#(Self.secret)"}"#)
        #expect(try sixth.failure(broken).message == "\(Self.kooPath) is not a configuration of KooCLI")
        let half = #""accessKeyId":"\#(Self.id)""#
        let (seventh, incomplete) = Self.koo(Self.kooText(encrypt: "false", profile: half))
        #expect(try seventh.failure(incomplete).message.hasSuffix("accessKeyId is set and secretAccessKey is not"))
    }

    @Test func `the disk is read from the world's root, and a missing file is none`() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("credentials", "[basic]\nak=\(Self.id)\nsk=\(Self.secret)\n")
        let files = CredentialFiles.disk(root: FileRoot(folder.path))
        #expect(try files.read("credentials") != nil)
        #expect(try files.read(path) == files.read("credentials"))
        #expect(try files.read("missing") == nil)
        #expect(try files.read("missing/too") == nil)
        #expect(throws: (any Error).self) { try files.read(".") }
    }
}

extension CredentialFixture {
    fileprivate typealias Profile = (fixture: CredentialFixture, source: ProfileCredentials)
    fileprivate typealias KooCLI = (fixture: CredentialFixture, source: KooCLICredentials)
}
