import AutomationCore
import Foundation

@testable import CloudPasswords

extension FuzzTarget {
    private static let secret = FuzzSecrets.token

    private static func files(_ content: [UInt8]) -> CredentialFiles {
        CredentialFiles { path in path == "/h/file" ? content : nil }
    }

    /// The credentials file of the SDKs.
    static let profileFile = FuzzTarget(
        "profile file",
        weight: 60,
        corpus: [
            "# keys\n[global]\nak = A\nsk = \(secret)\n[basic]\nAK : QTWA\nsk=\(secret)\n security_token = \(secret)\n"
                + "; x\nproject_id = p1\niam_endpoint = https://iam.example\n",
            "[basic]\r\nidp_id = \(secret)\r\nid_token_file = /x\r\n", "[basic]\nsk=\(secret)\n", "\u{FEFF}[basic]",
        ]
    ) { content, _ in
        let environment = ["HUAWEICLOUD_SDK_CREDENTIALS_FILE": "/h/file"]
        return try await texts {
            _ = try await ProfileCredentials(environment: environment, files: files(content)).resolve()
        }
    }

    /// KooCLI's configuration.
    static let kooFile = FuzzTarget(
        "KooCLI's file",
        weight: 60,
        corpus: [
            #"{"authEncrypt":"false","current":"c","profiles":[{"name":"default","mode":"AKSK","accessKeyId":"QTWA","#
                + #""secretAccessKey":"\#(secret)","securityToken":"\#(secret)","region":"r","projectId":"p"}]}"#,
            #"{"authEncrypt":"true","profiles":[{"name":"default","accessKeyId":"\#(secret)","secretAccessKey":"x"}]}"#,
            #"{"profiles":[{"name":"default","mode":"SSO","ssoAuth":{"stsToken":{"accessKeyId":"A","secretAccessKey":"#
                + #""\#(secret)"}}}]}"#,
        ]
    ) { content, _ in
        let environment = ["HW_SHARED_CONFIG_FILE": "/h/file", "HW_PROFILE": "default"]
        return try await texts {
            _ = try await KooCLICredentials(environment: environment, files: files(content)).resolve()
        }
    }

    /// OpenStack's clouds.yaml.
    static let cloudsFile = FuzzTarget(
        "clouds.yaml",
        weight: 60,
        corpus: [
            "defaults: &d\n  auth: {auth_url: \"https://k/v3\"}\nclouds:\n  c:\n    <<: *d\n    auth:\n      username: ops\n"
                + "      password: \(secret)\n      project-name: web\n    regions: [{name: R1}, R2]\n    x: !!binary aGk=\n",
            "clouds: {c: {auth: {token: \(secret), project_id: p9}, y: ~, z: 0123}}\n", "clouds:\n  - \(secret)\n",
            "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nclouds: {c: [*c, *c], \"\(secret)\": |\n  \(secret)\n}\n",
            #"{"clouds": {"c": {"auth": {"password": "\#(secret)\u0041"}}}}"#,
        ]
    ) { content, _ in
        let environment = CredentialEnvironment(["OS_CLIENT_CONFIG_FILE": "/h/file"])
        return try await texts {
            let cloud = try CloudsFile.find(environment, files(content))?["c"]
            _ = cloud?["auth"]?["password"]?.text
            _ = cloud?["regions"]?.members
        }
    }

    /// Key files of all forms, without a passphrase.
    static let keyFiles = keys(
        "key files",
        weight: 90,
        RSAVectors.all.keys.map { (RSAVectors.folder, $0.file) }
            + KeyFormVectors.all.keys.map { (KeyFormVectors.folder, $0.file) }
            + KeyFormVectors.all.refused.map { (KeyFormVectors.folder, $0.file) }
            + RSAVectors.all.bad_keys.map { (RSAVectors.folder, $0.file) },
        passphrase: nil
    )

    /// Encrypted keys whose derivation costs next to nothing and has no work factor.
    static let cheapKeys = keys(
        "cheaply encrypted keys",
        weight: 8,
        ["pkcs1.aes192.pem", "pkcs1.des.pem", "pkcs1.sm4-cbc.pem", "pkcs1.aes-256-ctr.pem", "v2.rsa1024.ppk"]
            .map { (KeyFormVectors.folder, $0) },
        passphrase: FuzzSecrets.passphrase
    )

    /// Encrypted keys with a work factor, which stands in the spared first part: it could ask for ten seconds.
    static let costlyKeys: FuzzTarget = {
        var target = keys(
            "costly encrypted keys",
            weight: 2,
            ["pkcs8.aes-192-cbc.pem", "pkcs8.PBE-MD5-DES.pem", "pkcs8.encrypted.der"].map {
                (KeyFormVectors.folder, $0)
            },
            passphrase: FuzzSecrets.passphrase
        )
        target.spared = { $0.count / 2 }
        return target
    }()

    /// Sealed passwords, opened with a key.
    static let sealedPasswords: FuzzTarget = {
        let vectors = (RSAVectors.all.ciphertexts + RSAVectors.all.bad_ciphertexts).filter { $0.key_id == "rsa1024" }
        let key = try? RSAVectors.key(id: "rsa1024")
        var target = FuzzTarget("sealed passwords", weight: 30, corpus: vectors.map(\.ciphertext_base64)) { text, _ in
            guard let key, let sealed = SealedPassword(text: String(decoding: text, as: UTF8.self)) else { return [] }
            return try await texts { _ = try sealed.open(with: key) }
        }
        target.secrets = vectors.compactMap(\.plaintext_utf8).filter { $0.utf8.count >= 8 }
        return target
    }()

    /// All of them.
    static let all = [
        errors, identityErrors, successes, times, profileFile, kooFile, cloudsFile, keyFiles, cheapKeys, costlyKeys,
        sealedPasswords,
    ]

    private static func keys(
        _ name: String,
        weight: Int,
        _ files: [(folder: URL, name: String)],
        passphrase: String?
    ) -> FuzzTarget {
        let contents = files.compactMap { try? Array(Data(contentsOf: $0.folder.appending(path: $0.name))) }
        var target = FuzzTarget(name, weight: weight, files: contents) { content, _ in
            try await texts {
                _ = try PrivateKey(contents: content, passphrase: passphrase.map { Secret($0) }, name: "key")
            }
        }
        target.isKey = true
        return target
    }
}
