import AutomationCore
import PluginHost
import TestSupport
import Testing

/// Every rule of the secret stores, on every store that is built in.
@Suite(.timeLimit(.minutes(2)))
struct StoreRuleTests {
    @Test(arguments: StoreRule.all)
    func `a vault keeps the rules`(rule: StoreRule) async throws {
        let fixture = try VaultFixture()
        let open: @Sendable () async throws -> any SecretStore = { try VaultFixture.store(in: fixture.folder) }
        try await rule.check(open: open, reader: open)
    }

    @Test(arguments: StoreRule.all)
    func `a vault that is only written to keeps them too`(rule: StoreRule) async throws {
        let fixture = try VaultFixture()
        try await rule.check {
            try fixture.runner()
        } reader: {
            try VaultFixture.store(in: fixture.folder)
        }
    }

    @Test func `the rules notice a store that keeps nothing`() async throws {
        var broken = 0
        for rule in StoreRule.all {
            do { try await rule.check { EmptyStore() } } catch { broken += 1 }
        }
        #expect(broken == StoreRule.all.count - 1)
    }
}
