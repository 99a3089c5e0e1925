public import HTTPTypes

/// One HTTP answer as it came off the wire.
///
/// The body may hold a sealed password or a token, so it shows in no description, dump or mirror.
public struct TransportResponse: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Status and headers.
    public var head: HTTPResponse
    /// The bytes of the body; empty when there is none.
    public var body: [UInt8]

    /// Makes an answer.
    public init(head: HTTPResponse, body: [UInt8] = []) {
        self.head = head
        self.body = body
    }

    /// The status and the size of the body.
    public var description: String {
        "\(head.status.code), \(body.count) bytes"
    }

    public var debugDescription: String { description }

    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
