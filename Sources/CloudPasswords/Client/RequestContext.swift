package import AutomationCore

/// What the middlewares know of a request beside the request itself.
package struct RequestContext: Sendable {
    /// The row of the operation table.
    package var operation: CloudOperation
    /// The server that the request is about; nil when it is about several or none.
    package var server: Server?
    /// What the caller calls the operation in errors: `password.get`.
    package var caller: String
    /// When the operation as a whole must have ended.
    package var deadline: OperationDeadline
    /// The project that the request is about; nil when its path has none.
    package var projectID: String?
    /// Which attempt this is, counted from 1.
    package var attempt = 1
    /// What the request carries and no error may show, though the cloud may put it into its answer.
    package var secrets: [Secret] = []
    /// Where it is noted that an attempt may have been carried out though its answer was lost.
    package var openOutcome: OpenOutcome?
    /// The right to send the first attempt, when it was waited for already.
    package var permit: QuotaPermit?
    /// Who hears what happens to it.
    package var events: any EventSink

    /// Describes a request.
    package init(
        operation: CloudOperation,
        server: Server?,
        caller: String,
        deadline: OperationDeadline,
        events: any EventSink
    ) {
        self.operation = operation
        self.server = server
        self.caller = caller
        self.deadline = deadline
        self.events = events
    }
}
