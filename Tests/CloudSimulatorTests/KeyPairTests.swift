import CloudSimulator
import CryptoExtras
import Foundation
import HTTPTypes
import Testing

@Suite struct KeyPairTests {
    /// A throw-away key, small so that it is short here.
    private static let knownPEM = """
        -----BEGIN RSA PRIVATE KEY-----
        MIICXQIBAAKBgQDR4HY00BSIHoB3Ei4+LxSOuWkstcXr5YSyCECNfKeMbbCi9uB0
        GME4yo+Qlxq0RrfuaXPUhlhaQ/ur685R0lO8m/2szHWgOohtet1Swv1kpDqfw48P
        0rMjA5Vm+7cgZT1nrEbnVDy0GYJAlPonfb2RgtKstvQqSwY6LvRe36iLmwIDAQAB
        AoGAdYqgqTNgTFvI1ub3vxvfB5APt1qWXmdMyeiVPqhxrdRA+QQK8PpsPMI1ZWU7
        L3vrxzqIBJ65HNS2PrLx+iExg4wR7RorAXt4/is/TdLrt4jrL4x5a18LaY03u497
        DPhewlNndqCrcdZa55hCUaoJvO1owjbR+3tuJUApbWYVPgECQQD4s4INwFSNrmhC
        eJEvbabJeIlyaP8yXYGEIwIH9FUeaoiIihJSz5q+hMj7wPvg/gEgLU06sAFKLCy5
        ghk6xC/pAkEA2AlEGrfH8oaXYXp0OakcyjkZuRfWbRCa2n/yoMyjout1qrMqNTEn
        oIlsFQZv0pHC42MzEsd98g3T/7jt0meQ4wJBAKyv6EQoIg3m5loRYa5vEvqeCcI5
        icmtB7t6m3RugZQHIRq91I9PvAFCLlQw4jSN6rYu/osbnymjlsKQxXf6tdECQC2m
        B5X9r2o3tlUKovRsH4E7f4v01YJGN/JjhskjdJBAYKSpJwoGUPFDGGt46Lf9xMh3
        dZtKO/qhoWIvmVEUQTECQQDGGhpZxL91sVdDlsP8DKsm/T6IUkkKipnyyXIzAGue
        YNVGDFuUNzgig1qDd8sJqu4SC/QjttyBPRoBgzQ1glz/
        -----END RSA PRIVATE KEY-----
        """

    @Test func `the line and the fingerprint are those that ssh-keygen tells`() throws {
        let pair = try SimulatedKeyPair(name: "known", privateKeyPEM: Self.knownPEM)
        #expect(
            pair.publicKeyLine
                == "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQDR4HY00BSIHoB3Ei4+LxSOuWkstcXr"
                + "5YSyCECNfKeMbbCi9uB0GME4yo+Qlxq0RrfuaXPUhlhaQ/ur685R0lO8m/2szHWgOohtet1Swv1kpDqfw48P0rMjA5"
                + "Vm+7cgZT1nrEbnVDy0GYJAlPonfb2RgtKstvQqSwY6LvRe36iLmw=="
        )
        #expect(pair.fingerprint == "a4:96:a1:28:a1:5a:c6:0a:d9:77:27:4d:67:7d:a9:f2")
    }

    @Test(arguments: ["/v2.1/{project}", "/v2/{project}", "/v2.1"])
    func `a key pair shows its public half`(prefix: String) throws {
        var fixture = try Fixture()
        let path = prefix.replacingOccurrences(of: "{project}", with: fixture.project) + "/os-keypairs"
        let answer = fixture.send(.get, path + "/KeyPair-demo")
        #expect(answer.status == 200)
        #expect(answer["keypair/name"] == "KeyPair-demo")
        let line = try #require(answer["keypair/public_key"])
        #expect(line.hasPrefix("ssh-rsa AAAAB3NzaC1yc2EA"))
        #expect(line.hasSuffix(" Generated-by-Nova\n"))
        let fingerprint = try #require(answer["keypair/fingerprint"])
        #expect(fingerprint.split(separator: ":").map(\.count) == Array(repeating: 2, count: 16))
        let list = fixture.send(.get, path)
        #expect(list["keypairs/0/keypair/name"] == "KeyPair-demo")
        #expect(list["keypairs/0/keypair/public_key"] == line)
        #expect(list["keypairs/0/keypair/fingerprint"] == fingerprint)
        #expect(list["keypairs/1/keypair/name"] == nil)
        #expect(list["keypairs/0/keypair/type"] == (prefix == "/v2.1" ? nil : "ssh"))
    }

    @Test func `the public half is that of the private one`() throws {
        let pair = try Fixture.keyPair.get()
        let blob = try #require(Data(base64Encoded: String(pair.publicKeyLine.dropFirst("ssh-rsa ".count))))
        var fields: [Data] = []
        var rest = blob
        while rest.count >= 4 {
            let count = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
            fields.append(Data(rest.dropFirst(4).prefix(count)))
            rest = Data(rest.dropFirst(4 + count))
        }
        let key = try _RSA.Encryption.PrivateKey(pemRepresentation: pair.privateKeyPEM)
        let numbers = try key.publicKey.getKeyPrimitives()
        #expect(rest.isEmpty)
        #expect(fields == [Data("ssh-rsa".utf8), Data([1, 0, 1]), Data([0]) + numbers.modulus])
    }

    @Test func `an unknown key pair is not found`() throws {
        var fixture = try Fixture()
        let answer = fixture.send(.get, "/v2.1/\(fixture.project)/os-keypairs/nobody's%20key")
        #expect(answer.status == 404)
        #expect(answer["itemNotFound/message"]?.contains("Keypair nobody's key not found") == true)
    }

    @Test func `every server's key pair is the account's, until it is replaced or deleted`() throws {
        var fixture = try Fixture(servers: 0)
        let other = SimulatedKeyPair.generateEd25519(name: "my key")
        fixture.cloud.addServer(keyPair: other)
        let path = "/v2.1/\(fixture.project)/os-keypairs/my%20key"
        #expect(fixture.send(.get, path)["keypair/public_key"]?.hasPrefix(other.publicKeyLine) == true)
        let replacement = SimulatedKeyPair.generateEd25519(name: "my key")
        fixture.cloud.keyPairs["my key"] = replacement
        #expect(fixture.send(.get, path)["keypair/fingerprint"] == replacement.fingerprint)
        #expect(fixture.server?.keyPair?.fingerprint == other.fingerprint)
        fixture.cloud.keyPairs["my key"] = nil
        #expect(fixture.send(.get, path).status == 404)
        #expect(fixture.send(.get, fixture.ecsPath)["server/key_name"] == "my key")
    }

    @Test func `a key pair that is not RSA never brings a password`() throws {
        var fixture = try Fixture(servers: 0)
        let pair = SimulatedKeyPair.generateEd25519()
        fixture.cloud.addServer(keyPair: pair)
        fixture.pass(86_400)
        #expect(fixture.send(.get, fixture.ecsPath)["server/key_name"] == "KeyPair-ed25519")
        #expect(fixture.send(.get, fixture.ecsPath + "/os-server-password")["password"] == "")
        let line = fixture.send(.get, "/v2.1/os-keypairs/KeyPair-ed25519")["keypair/public_key"]
        #expect(line?.hasPrefix("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI") == true)
        #expect(pair.privateKeyPEM.hasPrefix("-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEI"))
        #expect(pair.publicKeyPEM.hasPrefix("-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA"))
    }
}
