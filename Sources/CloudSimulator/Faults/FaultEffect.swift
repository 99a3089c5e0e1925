/// What goes wrong with one request.
public enum FaultEffect: Sendable, Equatable {
    /// The cloud never sees the request: something in front of it answers.
    case answer(CannedAnswer)
    /// The cloud does what was asked, but something in front of it answers in its place.
    case replaceAnswer(CannedAnswer)
    /// All goes well, only this much later, in cloud time.
    case delay(Duration)
    /// Nobody listens.
    case refuseConnection
    /// The connection ends before the cloud has done anything.
    case loseRequest
    /// The cloud does what was asked; then the connection ends, and the client cannot know.
    case loseAnswer
}
