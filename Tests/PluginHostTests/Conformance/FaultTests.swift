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
            if case .failed(let reason) = outcome.result { "\(outcome.name): \(reason)" } else { nil }
        }
        if let check = fault.check {
            #expect(failures.contains { $0.hasPrefix("\(check): ") }, "\(failures)")
        } else {
            #expect(failures.isEmpty)
        }
    }

    @Test func `every check has a plugin that fails it`() throws {
        let names = Set(try Self.outcomes(of: .none).map(\.name))
        #expect(names == Set(Fault.allCases.compactMap(\.check)))
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

    @Test func `what cannot be used is not tried further, and no reason shows a secret that was set`() throws {
        let outcomes = try Self.outcomes(of: .tellingRefusal)
        #expect(outcomes.allSatisfy { !"\($0)".contains("tok-") })
        let rest = outcomes.drop { $0.name != "life" }.dropFirst()
        #expect(!rest.isEmpty && rest.allSatisfy { if case .skipped = $0.result { true } else { false } })
    }

    private static func outcomes(of fault: Fault, storeServer: String? = "store") throws -> [ConformanceOutcome] {
        let simulation = SimulatedWorld(seed: 7)
        let world = simulation.world(transport: Unsent(), files: FileRoot("/"))
        let conformance = PluginConformance(
            options: ["token": fault == .shownToken ? .string("t") : .object(Secret("tok-Xy5kPq2m"))],
            grants: Grants(allowsSecrets: true),
            world: world,
            reserved: ["json"],
            storeServer: storeServer
        ) { _ in FaultyPlugin(fault: fault) }
        return try simulation.run { await conformance.run() }
    }

    private struct Unsent: Transport {
        func send(_ request: TransportRequest) async throws -> TransportResponse { throw CancellationError() }
    }
}
