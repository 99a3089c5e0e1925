/// A server in the cloud: what a runbook passes to every operation.
public struct Server: Sendable, Hashable {
    /// The cloud's id of the server, a UUID.
    public var id: String
    /// The server's name, when it is known.
    public var name: String?
    /// What the cloud said about it, when it was asked.
    public var detail: ServerDetail? {
        get { box?.detail }
        set { box = newValue.map(Box.init) }
    }

    /// A detail is large and seldom there, and servers are copied with every value and event.
    private final class Box: Sendable, Hashable {
        let detail: ServerDetail

        init(_ detail: ServerDetail) {
            self.detail = detail
        }

        static func == (left: Box, right: Box) -> Bool { left === right || left.detail == right.detail }

        func hash(into hasher: inout Hasher) { hasher.combine(detail) }
    }

    private var box: Box?

    /// Makes a reference to the server with this id.
    public init(id: String, name: String? = nil, detail: ServerDetail? = nil) {
        self.id = id
        self.name = name
        box = detail.map(Box.init)
    }

    /// What people call it: the name, or the id when the name is not known.
    public var label: String { name ?? id }
}
