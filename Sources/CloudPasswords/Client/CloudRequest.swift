public import AutomationCore

/// One operation of the table with everything that goes into it.
public struct CloudRequest: Sendable {
    /// The row of the operation table.
    public var operation: CloudOperation
    /// The server that it is about; nil when it is about several or none.
    public var server: Server?
    /// What goes into the other places of the path: `["job_id": "ff80..."]`.
    public var places: [String: String] = [:]
    /// Names and values of the query, not encoded.
    public var query: [(name: String, value: String)] = []
    /// JSON, or nothing.
    public var body: [UInt8] = []
    /// What errors call the operation: `password.get`.
    public var caller: String
    /// What the body holds and no error, event or log line may show.
    public var secrets: [Secret] = []
    /// Where it is noted that an attempt may have been carried out though its answer was lost.
    var openOutcome: OpenOutcome?
    /// The right to send it that was waited for already; nil to wait in line like everybody.
    var permit: QuotaPermit?

    /// Describes a request.
    public init(_ operation: CloudOperation, server: Server? = nil, caller: String) {
        self.operation = operation
        self.server = server
        self.caller = caller
    }
}
