/// A server in the cloud: what a runbook passes to every operation.
public struct Server: Sendable, Hashable {
    /// The cloud's id of the server, a UUID.
    public var id: String
    /// The server's name, when it is known.
    public var name: String?
    /// What the cloud said about it, when it was asked.
    public var detail: ServerDetail?

    /// Makes a reference to the server with this id.
    public init(id: String, name: String? = nil, detail: ServerDetail? = nil) {
        self.id = id
        self.name = name
        self.detail = detail
    }

    /// What people call it: the name, or the id when the name is not known.
    public var label: String { name ?? id }
}
