import AutomationCore
import CloudPasswords
import CloudSimulator
import Foundation
import TestSupport
import Testing

/// Comparing the private key with the key pair in the cloud, before anything is opened.
struct KeyPairCheckTests {
    /// What nobody can open: a text of the right length that no key sealed.
    private static func sealed(_ server: Server, keyName: String?) throws -> SealedPassword {
        var server = server
        server.detail = keyName.map { ServerDetail(status: "ACTIVE", launchedAt: nil, osType: "Windows", keyName: $0) }
        let text = String(repeating: "QUJD", count: 85) + "QQ=="
        return try #require(SealedPassword(text: text, server: server))
    }

    private static func keyPairRequests(_ setting: SimulatedSetting) -> Int {
        setting.requests.count { $0.operation == .showKeyPair }
    }

    @Test(arguments: [CloudAPI.v1, .v2_1, .nova])
    func `one request is enough for all servers of a key pair`(api: CloudAPI) throws {
        let setting = try SimulatedSetting(servers: 20, api: api)
        let (servers, service, key) = (setting.servers, setting.service, try setting.privateKey())
        let secrets = try setting.simulation.run {
            try await withThrowingTaskGroup(of: (String, Secret).self) { group in
                for server in servers {
                    group.addTask {
                        let sealed = try await service.waitForSealedPassword(of: server)
                        return (server.id, try await service.open(sealed, with: key))
                    }
                }
                return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
            }
        }
        for server in servers {
            #expect(try #require(setting.truePassword(of: server)).matches(try #require(secrets[server.id])))
        }
        #expect(Self.keyPairRequests(setting) == 1)
    }

    @Test func `a key of another key pair is named with both fingerprints, before anything is opened`() throws {
        let other = try SimulatedKeyPair.generate(name: "KeyPair-other")
        let setting = try SimulatedSetting(servers: 0) { $0.addServer(keyPair: other) }
        let (server, service, key) = (try setting.server, setting.service, try setting.privateKey())
        let sealed = try Self.sealed(server, keyName: "KeyPair-other")
        let error = try setting.failure { try await service.open(sealed, with: key) }
        #expect(error.kind == .decryption)
        #expect(error.operation == "password.decrypt")
        #expect(error.server == "win-001")
        #expect(error.message.contains("test.pem is not that of the key pair KeyPair-other"))
        #expect(error.message.contains("test.pem has the fingerprint \(key.fingerprint)"))
        #expect(error.message.contains("(MD5 \(try TestKeyPair.simulated().fingerprint))"))
        #expect(error.message.contains("(MD5 \(other.fingerprint))"))
        #expect(error.hint?.contains("check_key = false") == true)
        let unchecked = try setting.failure { try await service.open(sealed, with: key, checking: false) }
        #expect(unchecked.message.contains("KeyPair-other") == false)
        #expect(Self.keyPairRequests(setting) == 1)
    }

    @Test func `a key pair that is no RSA key is named as what it is`() throws {
        let pair = SimulatedKeyPair.generateEd25519(name: "KeyPair-new")
        let setting = try SimulatedSetting(servers: 0) { $0.addServer(keyPair: pair) }
        let (server, service, key) = (try setting.server, setting.service, try setting.privateKey())
        let sealed = try Self.sealed(server, keyName: "KeyPair-new")
        let error = try setting.failure { try await service.open(sealed, with: key) }
        #expect(error.message.contains("KeyPair-new, which the server was made with, is no RSA key but ssh-ed25519"))
        let known = try setting.simulation.run { try await service.servers.keyPair(named: "KeyPair-new") }
        #expect(known?.isRSA == false)
        #expect(known?.publicKey == pair.publicKeyLine)
        #expect(known?.legacyFingerprint == pair.fingerprint)
    }

    @Test(arguments: [
        FaultEffect.answer(.nova(403, "forbidden", "No.")), .answer(.nova(404, "itemNotFound", "No.")),
        .answer(.badGateway), .loseAnswer, .answer(CannedAnswer(status: 200, body: "{}")),
        .answer(CannedAnswer(status: 200, body: #"{"keypair":{"public_key":"ssh-rsa AAAA"}}"#)),
    ])
    func `where the key pair cannot be seen the password is opened without a word`(effect: FaultEffect) throws {
        let setting = try SimulatedSetting(servers: 3) {
            $0.faults = FaultPlan([FaultRule(effect, on: [.showKeyPair])])
        }
        let (servers, service, key) = (setting.servers, setting.service, try setting.privateKey())
        try setting.simulation.run {
            for server in servers {
                let sealed = try await service.waitForSealedPassword(of: server)
                _ = try await service.open(sealed, with: key)
            }
        }
        #expect(setting.events.logLines.isEmpty)
        // The attempts of one request at the first server's wait, and of one when its password is there: a passing
        // failure is forgotten meanwhile. Nobody repeats them for each server.
        #expect(Self.keyPairRequests(setting) <= 12)
    }

    @Test func `an unknown key pair is asked for only when opening fails`() throws {
        let other = try SimulatedKeyPair.generate(name: "KeyPair-other")
        let setting = try SimulatedSetting(servers: 0) { cloud in
            cloud.addServer(launchedAt: SimulatedSetting.start.addingTimeInterval(-3600))
            cloud.addServer(keyPair: other)
        }
        let (servers, service, key) = (setting.servers, setting.service, try setting.privateKey())
        try setting.simulation.run {
            let sealed = try #require(try await service.sealedPassword(of: servers[0]))
            _ = try await service.open(sealed, with: key)
        }
        #expect(setting.requests.count == 1)
        let sealed = try Self.sealed(servers[1], keyName: nil)
        let error = try setting.failure { try await service.open(sealed, with: key) }
        #expect(error.message.contains("is not that of the key pair KeyPair-other"))
        #expect(setting.requests.count == 3)
    }

    @Test func `a passing failure is forgotten after a while`() throws {
        let setting = try SimulatedSetting(servers: 1) { cloud in
            cloud.faults = FaultPlan([FaultRule(.loseRequest, on: [.showKeyPair], occurrence: .upTo(6))])
        }
        let (service, world) = (setting.service.servers, setting.world)
        let found = try setting.simulation.run {
            let first = try await service.keyPair(named: "KeyPair-test")
            try await world.clock.sleep(for: .seconds(10))
            let second = try await service.keyPair(named: "KeyPair-test")
            try await world.clock.sleep(for: .seconds(60))
            return [first, second, try await service.keyPair(named: "KeyPair-test")]
        }
        #expect(found.map { $0 != nil } == [false, false, true])
        #expect(Self.keyPairRequests(setting) == 7)
    }
}
