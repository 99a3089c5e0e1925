import AutomationCore
import CloudSimulator
import PluginHost
import Synchronization
import TestSupport
import Testing

/// What becomes of a run when a plugin fails, as the operator has chosen.
struct FailureReactionTests {
    /// Fails wherever it is told to.
    private struct Unruly: Plugin, OperationHook, EventSink, PasswordPolicy {
        var failing: Set<String>
        var slots: Set<PluginSlot>? = [.event, .before, .after]
        var hasPolicy = false
        let kept = KeptContext()

        var manifest: PluginManifest { PluginManifest(name: "unruly", version: "1", summary: "Fails.") }

        func provision(_ context: PluginContext) async throws -> PluginService {
            kept.set(context)
            try step("provision")
            return PluginService(
                policy: hasPolicy ? self : nil,
                eventSink: self,
                hook: self,
                validate: { try step("validate") }
            )
        }

        func before(_ operation: OperationNotice) async throws {
            if failing.contains("veto") { throw AutomationError(.vetoed, "not today") }
            try step("before")
        }

        func after(_ operation: OperationNotice, failure: AutomationError?) async throws { try step("after") }

        func receive(_ event: RunEvent) {
            guard failing.contains("event") else { return }
            kept.value?.reportFailure(AutomationError(.plugin, "it is broken"))
        }

        func violations(of password: Secret, for server: Server, userName: String?) async throws -> [String] { [] }

        private func step(_ what: String) throws {
            if failing.contains(what) { throw AutomationError(.connection, "it is broken") }
        }
    }

    /// What the plugin was given.
    private final class KeptContext: Sendable {
        private let context = Mutex<PluginContext?>(nil)
        var value: PluginContext? { context.withLock { $0 } }
        func set(_ context: PluginContext) { self.context.withLock { $0 = context } }
    }

    /// How a run with one operation went.
    private struct Outcome {
        var isDone = false
        var error: AutomationError?
        var reason: AutomationError?
        var warnings: [String] = []
    }

    private static func run(_ plugin: Unruly, _ reaction: FailureReaction?) throws -> Outcome {
        let simulation = SimulatedWorld(seed: 1)
        let events = RecordedEvents()
        let run = RunContext(
            world: simulation.world(transport: AbsentTransport(), files: FileRoot("/nowhere")),
            events: events
        )
        let failures = PluginFailures()
        let outcome = Mutex(Outcome())
        try simulation.run {
            do {
                let launch = PluginLaunch(plugin, onFailure: reaction)
                try await ActivePlugins.with([launch], run: run, failures: failures) { plugins in
                    for sink in plugins.eventSinks { sink.receive(.log(.info, "hello", server: nil)) }
                    let hooks = OperationHooks(plugins.hooks, events: events)
                    try await hooks.around(OperationNotice("password.reset", server: Server(id: "a"))) {
                        outcome.withLock { $0.isDone = true }
                    }
                }
            } catch let error as AutomationError {
                outcome.withLock { $0.error = error }
            }
        }
        return outcome.withLock { outcome in
            outcome.reason = failures.reason
            outcome.warnings = events.logLines
            return outcome
        }
    }

    private struct AbsentTransport: Transport {
        func send(_ request: TransportRequest) async throws -> TransportResponse { throw CancellationError() }
    }

    @Test(arguments: ["provision", "validate"], [nil, FailureReaction.stop])
    func `a plugin that cannot be made ready stops the run before it begins`(step: String, reaction: FailureReaction?)
        throws
    {
        let outcome = try Self.run(Unruly(failing: [step]), reaction)
        #expect(!outcome.isDone)
        #expect(outcome.error?.message == "plugin \"unruly\": it is broken")
    }

    @Test(arguments: ["provision", "validate"])
    func `a plugin that cannot be made ready is left out where the operator says so`(step: String) throws {
        let outcome = try Self.run(Unruly(failing: [step, "before"]), .goOn)
        #expect(outcome.isDone)
        #expect(outcome.error == nil)
        let expected = "plugin \"unruly\": it is broken; the run goes on without the plugin, as its on_failure says"
        #expect(outcome.warnings == [expected])
    }

    @Test func `a plugin that nothing can stand in for is not left out`() throws {
        let unknown = try Self.run(Unruly(failing: ["provision"], slots: nil), .goOn)
        #expect(!unknown.isDone)
        #expect(unknown.error?.message == "plugin \"unruly\": it is broken")
        let policy = try Self.run(Unruly(failing: [], hasPolicy: true), .goOn)
        #expect(!policy.isDone)
        #expect(policy.error?.message == "plugin \"unruly\": on_failure: continue is not for a plugin with a policy")
    }

    @Test(
        arguments: [
            (nil, false, false), (FailureReaction.stop, false, true), (.goOn, true, false),
        ] as [(FailureReaction?, Bool, Bool)]
    )
    func `an operation whose hook fails beforehand is carried out only where the operator says so`(
        reaction: FailureReaction?,
        isDone: Bool,
        ends: Bool
    ) throws {
        let outcome = try Self.run(Unruly(failing: ["before"]), reaction)
        #expect(outcome.isDone == isDone)
        #expect((outcome.error == nil) == isDone)
        #expect((outcome.reason?.message == "plugin \"unruly\": it is broken") == ends)
        let expected = "plugin \"unruly\": it is broken; password.reset goes on without it, as its on_failure says"
        #expect(outcome.warnings == (isDone ? [expected] : []))
    }

    @Test(arguments: [nil, FailureReaction.stop, .goOn])
    func `a veto holds whatever is chosen, and ends no run`(reaction: FailureReaction?) throws {
        let outcome = try Self.run(Unruly(failing: ["veto"]), reaction)
        #expect(!outcome.isDone)
        #expect(outcome.error?.kind == .vetoed)
        #expect(outcome.reason == nil)
    }

    @Test(arguments: ["after", "event"], [nil, FailureReaction.stop, .goOn])
    func `what fails afterwards or in a sink ends the run only where the operator says so`(
        step: String,
        reaction: FailureReaction?
    ) throws {
        let outcome = try Self.run(Unruly(failing: [step]), reaction)
        #expect(outcome.isDone)
        #expect(outcome.error == nil)
        #expect((outcome.reason?.message == "plugin \"unruly\": it is broken") == (reaction == .stop))
    }

    @Test func `who can stop the run hears of the first failure, also of one that came before`() throws {
        let simulation = SimulatedWorld(seed: 1)
        let world = simulation.world(transport: AbsentTransport(), files: FileRoot("/nowhere"))
        let failures = PluginFailures()
        let heard = Mutex<[String]>([])
        try simulation.run {
            let launch = PluginLaunch(Unruly(failing: ["event"]), onFailure: .stop)
            try await ActivePlugins.with(
                [launch],
                run: RunContext(world: world, events: RecordedEvents()),
                failures: failures
            ) { plugins in
                for _ in 0..<2 { plugins.eventSinks.first?.receive(.log(.info, "hello", server: nil)) }
                failures.onStop { error in heard.withLock { $0.append(error.message) } }
                plugins.eventSinks.first?.receive(.log(.info, "hello", server: nil))
            }
        }
        #expect(heard.withLock { $0 } == ["plugin \"unruly\": it is broken"])
    }
}
