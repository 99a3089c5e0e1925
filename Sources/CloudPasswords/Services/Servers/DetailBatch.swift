import AutomationCore
import Synchronization

/// Gathers questions about servers that come together, so that one request serves many of them.
///
/// Nobody waits for others to come: the first question is sent at once, and those that come while it is under way go
/// together after it.
final class DetailBatch: Sendable {
    typealias Answer = Result<Server, AutomationError>
    /// Asks about several servers, and answers for each in their order.
    typealias Ask = @Sendable ([Server]) async throws -> [Answer]

    private struct Question {
        let server: Server
        let ticket: WaitingLine<Answer>.Ticket
    }

    private struct State {
        var questions: [Question] = []
        var isAsking = false
    }

    private let world: World
    private let state = Mutex<[String: State]>([:])
    private let waiting = WaitingLine<Answer>()

    init(world: World) {
        self.world = world
    }

    /// The server with its detail.
    ///
    /// - Parameter key: What questions must have in common to be asked together.
    /// - Throws: ``AutomationError``; `CancellationError` as soon as the task is cancelled.
    func detail(of server: Server, key: String, ask: @escaping Ask) async throws -> Server {
        try Task.checkCancellation()
        let (ticket, isAsking) = state.withLock { states in
            let ticket = waiting.join()
            let isAsking = states[key]?.isAsking ?? false
            states[key, default: State()].questions.append(Question(server: server, ticket: ticket))
            states[key]?.isAsking = true
            return (ticket, isAsking)
        }
        // The questions belong to all who wait, so that none of them can end the asking by being cancelled.
        if !isAsking { Task(executorPreference: world.executor) { await self.answer(key, ask) } }
        return try await waiting.wait(ticket).get()
    }

    private func answer(_ key: String, _ ask: Ask) async {
        // Who was started in the same moment gets to ask too.
        await Task.yield()
        while true {
            let questions = state.withLock { states in
                defer { states[key]?.questions = [] }
                let questions = states[key]?.questions ?? []
                if questions.isEmpty { states[key]?.isAsking = false }
                return questions
            }
            guard !questions.isEmpty else { return }
            do {
                let answers = try await ask(questions.map(\.server))
                for (question, answer) in zip(questions, answers) { _ = waiting.hand(answer, to: question.ticket) }
            } catch {
                // Nobody cancels this task; whatever it is, nobody is left waiting.
                let failure = error as? AutomationError ?? AutomationError(.cancelled, "the question was given up")
                for question in questions { _ = waiting.hand(.failure(failure), to: question.ticket) }
            }
        }
    }
}

extension ServerService {
    /// Asks the cloud about a server, together with others that are asked about at the same time.
    ///
    /// - Throws: ``AutomationError``, or `CancellationError` when the task was cancelled.
    func gatheredDetail(of server: Server, api: CloudAPI?, caller: String) async throws -> Server {
        try await memory.details.detail(of: server, key: "\((api ?? defaultAPI).rawValue) \(caller)") { servers in
            try await details(of: servers, api: api, caller: caller)
        }
    }
}
