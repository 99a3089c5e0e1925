import AutomationCore
import CloudPasswords
import CloudSimulator
import Foundation
import PluginHost
import RunbookEngine
import StandardPlugins

/// Everything that a run is made from, put together for the real world.
struct RunSetup {
    let cloud: CloudSetup
    let options: RunOptions
    let grants: Grants

    /// What a run on a cloud of the operator's works with.
    ///
    /// - Throws: ``AutomationError`` when the run cannot begin as it was asked for, or `CancellationError`.
    func parts() async throws -> RunParts {
        let opened = try cloud.open()
        var inputs = try inputs(opened)
        do { inputs.servers = try await servers(with: opened.passwords) } catch {
            opened.keepLearned()
            throw error
        }
        return parts(opened, inputs: inputs)
    }

    /// What a run on the simulator that listens on `port` works with.
    ///
    /// - Throws: As ``parts()``.
    func parts(on fleet: SimulatedFleet, port: Int) async throws -> RunParts {
        let token = FixedCredential(token: Secret(SimulatorConfiguration.defaultToken), name: "the simulator")
        let location = CloudLocation(
            endpoint: "http://127.0.0.1:\(port)",
            projectID: SimulatorConfiguration.defaultProjectID
        )
        let opened = cloud.open(location, CredentialProvider(source: token, world: cloud.world), learned: nil)
        let chosen = try await servers(with: opened.passwords).map { server in
            fleet.servers.first { $0.id == server.id } ?? server
        }
        var inputs = try inputs(opened)
        inputs.servers = chosen.isEmpty ? fleet.servers : chosen
        inputs.defaults = ["key": fleet.keyFile]
        return parts(opened, inputs: inputs)
    }

    /// What was given for the runbook's inputs, but for the servers.
    private func inputs(_ opened: OpenedCloud) throws -> RunInputs {
        var inputs = try options.inputs.inputs(environment: cloud.environment, files: cloud.world.files)
        inputs.findServers = { try await opened.passwords.servers.resolve($0, caller: "finding the servers") }
        let terminal = SystemTerminal()
        if terminal.isInteractive {
            inputs.askSecret = { try await terminal.askSecretly(TableText.plain($0)) }
        }
        return inputs
    }

    /// The servers from `--server`, by id or name, and those of the inventory.
    private func servers(with passwords: PasswordService) async throws -> [Server] {
        var found: [Server] = []
        if !options.servers.server.isEmpty {
            found = try await passwords.servers.resolve(options.servers.server, caller: "finding the servers")
        }
        if let name = options.inventory.inventory {
            let listed = try await cloud.plugins.inventory(named: name).servers()
            guard !listed.isEmpty else {
                throw AutomationError(
                    .notFound,
                    "the inventory \(name) lists no server",
                    hint: "look at what it reads and at its options; --server names servers without it"
                )
            }
            found += listed
        }
        var known: Set<String> = []
        return found.filter { known.insert($0.id).inserted }
    }

    private func parts(_ opened: OpenedCloud, inputs: RunInputs) -> RunParts {
        let passphrases = options.passphrase.source(
            environment: cloud.environment,
            files: cloud.world.files,
            terminal: SystemTerminal()
        )
        return RunParts(
            opened: opened,
            builtIn: StandardPlugins.all(
                cloud: CloudSession(opened.passwords),
                store: cloud.store,
                passphrases: passphrases
            ),
            team: cloud.plugins.plugins,
            context: RunContext(
                world: cloud.world,
                events: cloud.events,
                allowsReveal: options.reveal,
                grants: grants
            ),
            inputs: inputs
        )
    }
}
