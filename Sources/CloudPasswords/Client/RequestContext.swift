package import AutomationCore

/// What the middlewares know of a request beside the request itself.
///
/// It is copied at every step of every request, so what hardly ever changes stands in one shared value.
package struct RequestContext: Sendable {
    private final class Subject: Sendable {
        let operation: CloudOperation
        let server: Server?
        let caller: String
        let projectID: String?
        let openOutcome: OpenOutcome?
        let events: any EventSink

        init(
            _ operation: CloudOperation,
            _ server: Server?,
            _ caller: String,
            _ projectID: String?,
            _ openOutcome: OpenOutcome?,
            _ events: any EventSink
        ) {
            self.operation = operation
            self.server = server
            self.caller = caller
            self.projectID = projectID
            self.openOutcome = openOutcome
            self.events = events
        }
    }

    private var subject: Subject

    /// The row of the operation table.
    package var operation: CloudOperation { subject.operation }
    /// The server that the request is about; nil when it is about several or none.
    package var server: Server? { subject.server }
    /// What the caller calls the operation in errors: `password.get`.
    package var caller: String { subject.caller }
    /// The project that the request is about; nil when its path has none.
    package var projectID: String? { subject.projectID }
    /// Where it is noted that an attempt may have been carried out though its answer was lost.
    package var openOutcome: OpenOutcome? { subject.openOutcome }
    /// Who hears what happens to it.
    package var events: any EventSink { subject.events }

    /// When the operation as a whole must have ended.
    package var deadline: OperationDeadline
    /// Which attempt this is, counted from 1.
    package var attempt = 1
    /// What the request carries and no error may show, though the cloud may put it into its answer.
    package var secrets: [Secret] = []
    /// The right to send the first attempt, when it was waited for already.
    package var permit: QuotaPermit?

    /// Describes a request.
    package init(
        operation: CloudOperation,
        server: Server?,
        caller: String,
        deadline: OperationDeadline,
        events: any EventSink,
        projectID: String? = nil,
        openOutcome: OpenOutcome? = nil
    ) {
        subject = Subject(operation, server, caller, projectID, openOutcome, events)
        self.deadline = deadline
    }

    /// The same about another server.
    func about(_ server: Server) -> RequestContext {
        var context = self
        context.subject = Subject(operation, server, caller, projectID, openOutcome, events)
        return context
    }
}
