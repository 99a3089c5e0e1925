import AutomationCore
import CloudSimulator
import PluginHost
import TestSupport
import Testing

/// Plugins that break one check each, in simulated time.
@Suite(.timeLimit(.minutes(1)))
struct FaultTests {
    @Test(arguments: Fault.allCases)
    func `a plugin with one fault fails the check that is there for it`(fault: Fault) throws {
        let failures = try Self.outcomes(of: fault).compactMap { outcome in
            if case .failed(let reason) = outcome.result { (outcome.name, reason) } else { nil }
        }
        var names: [String] = []
        // The rules of the secret stores share a name.
        for (name, _) in failures where names.last != name { names.append(name) }
        #expect(names == fault.checks, "\(failures)")
    }

    @Test func `every check has a plugin that fails it`() throws {
        let names = Set(try Self.outcomes(of: .none).map(\.name))
        #expect(names == Set(Fault.allCases.flatMap(\.checks)))
    }

    @Test func `a store that nobody has opened for writing is not written`() throws {
        let outcomes = try Self.outcomes(of: .forgetfulStore, storeServer: nil)
        #expect(outcomes.allSatisfy { if case .failed = $0.result { false } else { true } })
        #expect(
            outcomes.filter { $0.name == "secret-store" }.allSatisfy {
                $0.result == .skipped("nobody has said which servers it may be written for")
            }
        )
    }

    @Test(arguments: [
        (Fault.trimmingStore, ["whatever is in a password comes back"]),
        (.memoryStore, ["what was stored is still there after the plugin was ended and loaded anew"]),
    ])
    func `a store with one fault breaks one rule`(fault: Fault, rules: [String]) throws {
        #expect(try Self.outcomes(of: fault).filter { $0.result != .passed }.map(\.sentence) == rules)
    }

    @Test func `a store that keeps one password alone keeps the rules that need no other`() throws {
        let outcomes = try Self.outcomes(of: .forgetfulStore).filter { $0.name == "secret-store" }
        #expect(
            outcomes.filter { if case .failed = $0.result { false } else { true } }.map(\.sentence) == [
                "a store that holds nothing says so",
                "what was put is current for everybody, and whence it came is known",
                "whatever is in a password comes back",
                "a server without a name is a server",
                "servers do not disturb one another",
            ]
        )
    }

    @Test func `what is gone with the plugin is told of as that`() throws {
        let reason =
            "once the plugin was ended and loaded anew, the record does not tell of a current password, a pending one and "
            + "1 earlier ones"
        #expect(try Self.outcomes(of: .memoryStore).contains { $0.result == .failed(reason) })
    }

    @Test func `a store that gives no password back is spared the rule about what comes back, and no other`() throws {
        let outcomes = try Self.outcomes(of: .silentStore).filter { $0.name == "secret-store" }
        let skipped = outcomes.filter { $0.result != .passed }
        #expect(skipped.map(\.sentence) == ["whatever is in a password comes back"])
        let reason = "no password comes back to be compared: the faulty one gives no password back"
        #expect(skipped.map(\.result) == [.skipped(reason)])
    }

    @Test func `what cannot be used is not tried further, and no reason shows a secret that was set`() throws {
        let outcomes = try Self.outcomes(of: .tellingRefusal)
        #expect(outcomes.allSatisfy { !"\($0)".contains("tok-") })
        let rest = outcomes.drop { $0.name != "life" }.dropFirst()
        #expect(!rest.isEmpty && rest.allSatisfy { if case .skipped = $0.result { true } else { false } })
    }

    private static func outcomes(of fault: Fault, storeServer: String? = "store") throws -> [ConformanceOutcome] {
        let simulation = SimulatedWorld(seed: 7)
        let world = simulation.world(transport: Unsent(), files: FileRoot("/"))
        let kept = KeptDocuments()
        let conformance = PluginConformance(
            options: [
                "token": fault == .shownToken ? .string("t") : .object(Secret("tok-Xy5kPq2m")), "level": .integer(1),
            ],
            grants: Grants(allowsSecrets: true),
            world: world,
            reserved: ["json"],
            storeServer: storeServer
        ) { _ in FaultyPlugin(fault: fault, kept: kept) }
        return try simulation.run { await conformance.run() }
    }

    private struct Unsent: Transport {
        func send(_ request: TransportRequest) async throws -> TransportResponse { throw CancellationError() }
    }
}
