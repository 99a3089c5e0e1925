package import AutomationCore

/// What the middlewares know of a request beside the request itself.
package struct RequestContext: Sendable {
    /// The row of the operation table.
    package var operation: CloudOperation
    /// The server that the request is about.
    package var server: Server
    /// What the caller calls the operation in errors: `password.get`.
    package var caller: String
    /// When the operation as a whole must have ended, on the world's clock.
    package var deadline: MonotonicInstant
    /// Which attempt this is, counted from 1.
    package var attempt: Int
    /// What the request carries and no error may show, though the cloud may put it into its answer.
    package var secrets: [Secret]
    /// Who hears what happens to it.
    package var events: any EventSink
}
