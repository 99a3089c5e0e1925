import AutomationCore
import CloudSimulator
import RunbookEngine
import StandardPlugins
import Synchronization
import TestSupport

/// A session in a simulated world with a cloud of its own.
struct SessionFixture {
    /// What `print` has written.
    final class Printed: Sendable {
        private let content = Mutex<[String]>([])

        var lines: [String] { content.withLock { $0 } }

        func add(_ line: String) { content.withLock { $0.append(line) } }
    }

    let setting: SimulatedSetting
    let printed = Printed()

    init(servers: Int = 1) throws {
        setting = try SimulatedSetting(servers: servers)
    }

    /// Lends a new session to `body`.
    func with<Result: Sendable>(
        _ body: @escaping @Sendable (InteractiveSession) async throws -> Result
    ) throws -> Result {
        let (setting, printed) = (setting, printed)
        let inputs = RunInputs(servers: setting.servers)
        return try setting.simulation.run {
            let session = try await InteractiveSession(
                plugins: StandardPlugins.all(cloud: CloudSession(setting.service), store: setting.store),
                context: RunContext(world: setting.world, events: setting.events),
                inputs: inputs,
                print: { printed.add($0) }
            )
            return try await body(session)
        }
    }

    /// What a new session answers to these texts, one after the other.
    func answers(_ texts: [String]) throws -> [SessionAnswer] {
        try with { session in
            var answers: [SessionAnswer] = []
            for text in texts { answers.append(await session.enter(text)) }
            return answers
        }
    }

    /// How the last of these texts is answered, each of which must succeed; the last one with one value.
    static func shown(_ texts: String...) throws -> String {
        let answers = try SessionFixture().answers(texts)
        for case .failed(let error) in answers { throw error }
        guard case .values(let values)? = answers.last else { return "\(answers)" }
        return values.joined(separator: "\t")
    }

    /// What the last of these texts fails with.
    static func failure(_ texts: String...) throws -> AutomationError? {
        if case .failed(let error)? = try SessionFixture().answers(texts).last { error } else { nil }
    }
}
