public import Foundation
public import HTTPTypes

/// A request as it reached the simulator, for tests to look at afterwards.
///
/// Its description and its mirror show neither the body nor any header: the one may hold a password, the other a
/// token.
public struct RecordedRequest: Sendable, CustomStringConvertible, CustomReflectable {
    /// When it arrived.
    public let time: Date
    /// The method.
    public let method: HTTPRequest.Method
    /// The path, without the query.
    public let path: String
    /// The query, without the question mark; nil when there was none.
    public let query: String?
    /// The headers.
    public let headers: HTTPFields
    /// The bytes of the body.
    public let body: [UInt8]
    /// What it asks for; nil when the cloud has no such operation.
    public let operation: SimulatedOperation?
    /// The server in the path.
    public let serverID: String?
    /// What went wrong with it on purpose.
    public let fault: FaultEffect?
    /// Whether the cloud refused it for coming too often; see ``SimulatorConfiguration/throttles``.
    public internal(set) var isThrottled = false
    /// The status of the answer that was sent; nil when none was.
    public internal(set) var status: Int?

    public var description: String {
        let operation = operation?.rawValue ?? "unknown operation"
        return "\(method.rawValue) \(path) (\(operation)): \(status.map(String.init) ?? "no answer")"
    }

    public var customMirror: Mirror { Mirror(self, children: ["request": description]) }
}
