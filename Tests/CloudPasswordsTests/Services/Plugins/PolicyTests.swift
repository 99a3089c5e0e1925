import AutomationCore
import CloudPasswords
import CloudSimulator
import TestSupport
import Testing

struct PolicyTests {
    /// Wants a letter in the password.
    private struct Wanting: PasswordPolicy {
        var letter: Character

        func violations(of password: Secret, for server: Server, userName: String?) async throws -> [String] {
            let isThere = password.withExposedText { $0.contains(letter) }
            return isThere ? [] : ["must have the letter \(letter)"]
        }
    }

    /// Can say nothing.
    private struct Silent: PasswordPolicy {
        func violations(of password: Secret, for server: Server, userName: String?) async throws -> [String] {
            throw AutomationError(.connection, "the policy server is away")
        }
    }

    @Test func `a given password that breaks a policy is refused before anything is sent`() throws {
        let setting = try SimulatedSetting.settled()
        let (server, service) = (try setting.server, try setting.service(policies: [Wanting(letter: "q")]))
        let error = try setting.failure { try await service.reset(server, to: Secret("Without-It-2026")) }
        #expect(error.kind == .policy)
        #expect(error.description == "password.reset: win-001: the password must have the letter q")
        #expect(setting.requests.isEmpty)
    }

    @Test func `a generated password satisfies every policy`() throws {
        let setting = try SimulatedSetting.settled()
        let service = try setting.service(policies: [Wanting(letter: "q"), Wanting(letter: "7")])
        let server = try setting.server
        let password = try setting.simulation.run { try await service.reset(server) }
        #expect(password.withExposedText { $0.contains("q") && $0.contains("7") })
    }

    @Test func `where no generated password can satisfy a policy, nothing is sent`() throws {
        let setting = try SimulatedSetting.settled()
        let (server, service) = (try setting.server, try setting.service(policies: [Wanting(letter: "ß")]))
        let error = try setting.failure { try await service.reset(server) }
        #expect(error.kind == .policy)
        #expect(error.message.contains("the last one must have the letter ß"))
        #expect(setting.requests.isEmpty)
    }

    @Test func `a policy that cannot answer forbids`() throws {
        let setting = try SimulatedSetting.settled()
        let (server, service) = (try setting.server, try setting.service(policies: [Silent()]))
        let error = try setting.failure { try await service.reset(server) }
        #expect(error.kind == .connection)
        #expect(setting.requests.isEmpty)
    }
}
