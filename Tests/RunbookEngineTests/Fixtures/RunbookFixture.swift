import AutomationCore
import CloudPasswords
import CloudSimulator
import HTTPTypes
import RunbookEngine
import StandardPlugins
import TestSupport
import Testing

/// Runs Lua text as a runbook, with all built-in plugins, in a simulated world with a cloud of its own.
struct RunbookFixture: Sendable {
    /// What messages and tracebacks call the runbook.
    static let name = "test.lua"

    /// On the first line of the runbook, so that it shifts no line number.
    private static let prelude = """
        local password, fleet, key = require "password", require "fleet", require "key"; \
        local vault, server, log = require "vault", require "server", require "log"; \
        local input = runbook.inputs { servers = { type = "servers" }, key = { type = "file" } }; \
        local one = input.servers[1]; 
        """

    let setting: SimulatedSetting

    init(
        seed: UInt64 = 1,
        servers: Int = 1,
        api: CloudAPI = .v1,
        token: String = SimulatorConfiguration.defaultToken,
        prepare: (inout SimulatedCloud) -> Void = { _ in }
    ) throws {
        setting = try SimulatedSetting(seed: seed, servers: servers, api: api, token: token, prepare: prepare)
        _ = try setting.folder.write("test.pem", TestKeyPair.privateKeyPEM)
    }

    /// Runs `body`, which finds the modules, `input.servers`, `input.key` and the first server, `one`, in local
    /// variables.
    @discardableResult
    func run(_ body: String, allowsReveal: Bool = false) throws -> RunReport {
        try runAlone(Self.prelude + body, inputs: inputs, allowsReveal: allowsReveal)
    }

    /// Runs `body` like ``run(_:allowsReveal:)`` and returns its log lines; it must come to its end.
    @discardableResult
    func lines(_ body: String, allowsReveal: Bool = false) throws -> [String] {
        let before = setting.events.logLines.count
        let report = try run(body, allowsReveal: allowsReveal)
        #expect(report.error == nil)
        return Array(setting.events.logLines.dropFirst(before))
    }

    /// Runs `body` like ``run(_:allowsReveal:)`` and returns what it failed with; it must fail.
    func failure(_ body: String) throws -> AutomationError {
        try #require(try run(body).error)
    }

    /// Runs a whole runbook, to which nothing is added.
    @discardableResult
    func runAlone(_ source: String, inputs: RunInputs = RunInputs(), allowsReveal: Bool = false) throws -> RunReport {
        let runner = runner(inputs: inputs, allowsReveal: allowsReveal)
        return try setting.simulation.run { await runner.run(Runbook(name: Self.name, source: source)) }
    }

    /// The runbook that ``run(_:allowsReveal:)`` makes of `body`.
    func runbook(_ body: String) -> Runbook {
        Runbook(name: Self.name, source: Self.prelude + body)
    }

    func runner(inputs: RunInputs? = nil, allowsReveal: Bool = false) -> RunbookRunner {
        RunbookRunner(
            plugins: StandardPlugins.all(cloud: CloudSession(setting.service), store: setting.store),
            context: RunContext(world: setting.world, events: setting.events, allowsReveal: allowsReveal),
            inputs: inputs ?? self.inputs
        )
    }

    private var inputs: RunInputs { RunInputs(servers: setting.servers, defaults: ["key": "test.pem"]) }
}

// MARK: - What is true in the cloud

extension RunbookFixture {
    /// The first server as the cloud has it now.
    var simulatedServer: SimulatedServer {
        get throws { try #require(simulatedServers.first) }
    }

    /// All servers as the cloud has them now.
    var simulatedServers: [SimulatedServer] {
        let now = setting.simulation.clock.wallTime
        return setting.cloud.withState { cloud in
            cloud.advance(to: now)
            return cloud.servers
        }
    }

    /// The requests as one line each, without the project id and the server ids.
    var requestLines: [String] {
        setting.requests.map { request in
            let path = request.path
                .replacing(SimulatorConfiguration.defaultProjectID, with: "P")
                .replacing(request.serverID ?? "no server", with: "S")
            return "\(request.method.rawValue) \(path)"
        }
    }
}
