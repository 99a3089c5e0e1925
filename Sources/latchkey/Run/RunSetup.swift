import AutomationCore
import CloudPasswords
import CloudSimulator
import Foundation
import Logging
import RunbookEngine
import StandardPlugins

/// Everything that a run is made from, put together for the real world.
struct RunSetup {
    let world: World
    let events: any EventSink
    let options: RunCommand
    let environment: [String: String]
    let store: any SecretStore

    /// A runner on a cloud of the operator's.
    func runner() throws -> RunbookRunner {
        let endpoint = try options.cloud.cloudEndpoint(environment: environment)
        let tokens = try options.cloud.tokens(environment: environment, files: world.files)
        let inputs = RunInputs(
            servers: options.server.map { Server(id: $0) },
            variables: try options.variables()
        )
        guard let endpoint else {
            let reason = AutomationError(
                .input,
                "there is no cloud to call",
                hint: "give --endpoint URL, set LATCHKEY_ENDPOINT, or try it out with --simulate"
            )
            return runner(CloudSession(unavailable: reason), inputs: inputs)
        }
        return runner(session(endpoint, tokens: tokens), inputs: inputs)
    }

    /// A runner on the simulator that listens on `port`.
    func runner(on fleet: SimulatedFleet, port: Int) throws -> RunbookRunner {
        let endpoint = try CloudEndpoint(
            url: "http://127.0.0.1:\(port)",
            projectID: SimulatorConfiguration.defaultProjectID
        )
        let token = FixedToken(Secret(SimulatorConfiguration.defaultToken), name: "the simulator")
        let chosen = options.server.map { id in fleet.servers.first { $0.id == id } ?? Server(id: id) }
        let inputs = RunInputs(
            servers: chosen.isEmpty ? fleet.servers : chosen,
            variables: try options.variables(),
            defaults: ["key": fleet.keyFile]
        )
        return runner(session(endpoint, tokens: token), inputs: inputs)
    }

    private func session(_ endpoint: CloudEndpoint, tokens: any TokenSource) -> CloudSession {
        var logger = Logger(label: "latchkey") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = options.verbose ? .debug : .error
        let client = CloudClient(endpoint: endpoint, tokens: tokens, world: world, events: events, logger: logger)
        return CloudSession(
            PasswordService(
                client: client,
                store: store,
                world: world,
                events: events,
                defaultAPI: options.cloud.api
            )
        )
    }

    private func runner(_ session: CloudSession, inputs: RunInputs) -> RunbookRunner {
        RunbookRunner(
            plugins: StandardPlugins.all(cloud: session, store: store),
            context: RunContext(world: world, events: events, allowsReveal: options.reveal),
            inputs: inputs
        )
    }
}
