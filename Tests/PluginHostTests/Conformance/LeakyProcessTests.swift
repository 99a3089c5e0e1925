import AutomationCore
import PluginHost
import Testing

/// What a process plugin writes to its standard error.
@Suite(.enabled(if: RealSetting.python != nil, "there is no python3"), .timeLimit(.minutes(1)))
struct LeakyProcessTests {
    @Test(arguments: [
        ("none", nil), ("plain", "only Latchkey has hidden it"),
        ("base64", "the secret in option \"token\" turns up in its log"),
    ])
    func `a secret on the standard error is found in whatever form`(form: String, reason: String?) async throws {
        let world = RealSetting().world
        let conformance = PluginConformance(
            options: ["token": .object(Secret("tok-Xy5kPq2m")), "form": .string(form)],
            grants: Grants(allowsSecrets: true),
            world: world
        ) { events in
            try await ProcessPlugin.load(RealSetting.fixtures + "/leaky", world: world, events: events)
        }
        let outcomes = await conformance.run()
        let secrets = try #require(outcomes.first { $0.name == "secrets" })
        if let reason {
            guard case .failed(let told) = secrets.result else {
                Issue.record("\(secrets)")
                return
            }
            #expect(told.contains(reason))
            #expect(!told.contains("tok-"))
        } else {
            #expect(outcomes.allSatisfy { if case .failed = $0.result { false } else { true } })
        }
    }
}
