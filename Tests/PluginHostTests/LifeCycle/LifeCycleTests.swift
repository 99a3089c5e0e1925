import AutomationCore
import CloudSimulator
import PluginHost
import Synchronization
import TestSupport
import Testing

struct LifeCycleTests {
    /// Takes note of what is done with it, and fails where it is told to.
    private final class Witness: Plugin {
        let manifest: PluginManifest
        let notes: Notes
        private let failing: String?
        private let module: String?

        init(
            _ name: String,
            _ notes: Notes,
            failing: String? = nil,
            module: String? = nil,
            options: [Parameter] = [],
            permissions: Grants = Grants()
        ) {
            manifest = PluginManifest(
                name: name,
                version: "1",
                summary: "Witness.",
                options: options,
                permissions: permissions
            )
            self.notes = notes
            self.failing = failing
            self.module = module
        }

        func provision(_ context: PluginContext) async throws -> PluginService {
            try step("provision")
            return PluginService(
                modules: module.map { [HostModule(name: $0, summary: "", functions: [])] } ?? [],
                validate: { try self.step("validate") },
                cleanUp: { try? self.step("clean up") }
            )
        }

        private func step(_ what: String) throws {
            notes.add("\(what) \(manifest.name)")
            if failing == what { throw AutomationError(.connection, "the other side is away") }
        }
    }

    private final class Notes: Sendable {
        private let lines = Mutex<[String]>([])
        var all: [String] { lines.withLock { $0 } }
        func add(_ line: String) { lines.withLock { $0.append(line) } }
    }

    private static func run(
        _ launches: [PluginLaunch],
        _ notes: Notes,
        reserved: Set<String> = [],
        body: @escaping @Sendable () async throws -> Void = {}
    ) throws {
        let simulation = SimulatedWorld(seed: 1)
        let run = RunContext(
            world: simulation.world(transport: AbsentTransport(), files: FileRoot("/nowhere")),
            events: RecordedEvents()
        )
        try simulation.run {
            try await ActivePlugins.with(launches, run: run, reserved: reserved) { _ in
                notes.add("run")
                try await body()
            }
        }
    }

    private struct AbsentTransport: Transport {
        func send(_ request: TransportRequest) async throws -> TransportResponse { throw CancellationError() }
    }

    @Test func `all are provisioned, then checked, and cleaned up in the opposite order`() throws {
        let notes = Notes()
        try Self.run([PluginLaunch(Witness("a", notes)), PluginLaunch(Witness("b", notes))], notes)
        #expect(
            notes.all == [
                "provision a", "provision b", "validate a", "validate b", "run", "clean up b", "clean up a",
            ]
        )
    }

    @Test(arguments: [
        ("provision", ["provision a", "provision b", "clean up a"]),
        ("validate", ["provision a", "provision b", "validate a", "validate b", "clean up b", "clean up a"]),
    ])
    func `after a failure what was begun is cleaned up, and the plugin is named`(
        step: String,
        expected: [String]
    ) throws {
        let notes = Notes()
        let error = try #require(throws: AutomationError.self) {
            try Self.run([PluginLaunch(Witness("a", notes)), PluginLaunch(Witness("b", notes, failing: step))], notes)
        }
        #expect(error.kind == .connection)
        #expect(error.message == #"plugin "b": the other side is away"#)
        #expect(notes.all == expected)
    }

    @Test func `a run that fails is cleaned up after`() throws {
        let notes = Notes()
        #expect(throws: AutomationError.self) {
            try Self.run([PluginLaunch(Witness("a", notes))], notes) { throw AutomationError(.script, "no") }
        }
        #expect(notes.all.last == "clean up a")
    }

    @Test func `what was not granted stops everything before it begins`() throws {
        let notes = Notes()
        let asked = Grants(
            paths: [.init("/srv/x", isWritable: true)],
            hosts: ["cmdb.example.com", "a.b.example"],
            programs: ["gpg"],
            allowsSecrets: true
        )
        let given = Grants(paths: [.init("/srv", isWritable: false)], hosts: ["*.b.example"])
        let error = try #require(throws: AutomationError.self) {
            try Self.run([PluginLaunch(Witness("a", notes, permissions: asked), grants: given)], notes)
        }
        #expect(error.kind == .permission)
        #expect(
            error.message == #"plugin "a" asks for what it has not been granted: host cmdb.example.com, "#
                + "path /srv/x (reading and writing), program gpg, secrets"
        )
        #expect(notes.all.isEmpty)
    }

    @Test(arguments: [
        (["adress": Value.string("x")], #"plugin "a": there is no option "adress"; did you mean "address"?"#),
        (["address": .integer(1)], #"plugin "a": option "address" expected a string, got 1"#),
        ([:], #"plugin "a": option "address" is missing (where it is)"#),
        (["address": .string("x"), "mode": .string("fats")], #"plugin "a": option "mode" expected one of "#),
    ])
    func `options are read strictly`(given: [String: Value], message: String) throws {
        let notes = Notes()
        let options = [
            Parameter("address", .string, "where it is"),
            Parameter("mode", .optional(.choice(["fast", "slow"])), "how"),
        ]
        let error = try #require(throws: AutomationError.self) {
            try Self.run([PluginLaunch(Witness("a", notes, options: options), options: given)], notes)
        }
        #expect(error.kind == .input)
        #expect(error.message.hasPrefix(message))
        #expect(notes.all.isEmpty)
    }

    @Test func `a plugin cannot take the place of a built-in module, nor of another plugin's`() throws {
        let notes = Notes()
        let builtIn = try #require(throws: AutomationError.self) {
            try Self.run([PluginLaunch(Witness("a", notes, module: "vault"))], notes, reserved: ["vault"])
        }
        #expect(builtIn.message.contains(#"it adds the module "vault", which is built in"#))
        let twice = try #require(throws: AutomationError.self) {
            try Self.run(
                [PluginLaunch(Witness("a", notes, module: "x")), PluginLaunch(Witness("b", notes, module: "x"))],
                notes
            )
        }
        #expect(twice.message.contains(#"it adds the module "x", which plugin "a" has already"#))
        #expect(notes.all.contains("clean up a") && notes.all.contains("clean up b"))
    }

    @Test(arguments: ["", "Upper", "1st", "a b", "a/b", String(repeating: "a", count: 41)])
    func `a plugin without a legal name is refused`(name: String) throws {
        let error = try #require(throws: AutomationError.self) {
            try Self.run([PluginLaunch(Witness(name, Notes()))], Notes())
        }
        #expect(error.message.contains("the name must be lower-case letters"))
    }
}
