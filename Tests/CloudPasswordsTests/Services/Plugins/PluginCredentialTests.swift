import AutomationCore
import CloudPasswords
import CloudSimulator
import Foundation
import TestSupport
import Testing

struct PluginCredentialTests {
    /// Gives what it was made with.
    private struct Supplier: CredentialSupplier {
        var supplied: SuppliedCredentials?

        func credentials() async throws -> SuppliedCredentials? { supplied }
    }

    private static func answer(_ supplied: SuppliedCredentials?) throws -> CredentialAnswer {
        let source = PluginCredentials(
            Supplier(supplied: supplied),
            plugin: "broker",
            surroundings: CredentialSurroundings(region: "eu-west-101")
        )
        return try SimulatedWorld(seed: 1).run { try await source.resolve() }
    }

    @Test func `what a plugin supplies is used, with what is configured beside it`() throws {
        let end = Date(timeIntervalSince1970: 2_000_000_000)
        let proof = SuppliedCredentials.Proof.accessKey(id: "AK123", secret: Secret("sk"), securityToken: Secret("st"))
        let answer = try Self.answer(SuppliedCredentials(proof, projectID: "p1", expiresAt: end))
        guard case .found(let found) = answer, case .accessKey(let key, let expiresAt) = found.credential else {
            Issue.record("\(answer)")
            return
        }
        #expect(key.id == "AK123" && key.secret.matches(Secret("sk")))
        #expect(key.securityToken?.matches(Secret("st")) == true)
        #expect(expiresAt == end && found.projectID == "p1" && found.region == "eu-west-101")
        #expect(found.origin == #"the plugin "broker""#)
    }

    @Test func `a plugin without credentials leaves the question to the next source`() throws {
        guard case .notConfigured(let reason) = try Self.answer(nil) else {
            Issue.record("something was found")
            return
        }
        #expect(reason == #"the plugin "broker" has none"#)
    }

    @Test func `a token that could break a header is refused, and not shown`() throws {
        let error = try #require(throws: AutomationError.self) {
            _ = try Self.answer(SuppliedCredentials(.token(Secret("top\nsecret"))))
        }
        #expect(error.kind == .authentication)
        #expect(error.message.hasPrefix(#"the plugin "broker": "#))
        #expect(!error.description.contains("secret"))
    }
}
