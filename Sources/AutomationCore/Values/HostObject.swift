/// A value of the host that a script holds without seeing inside: a server, a sealed password, a secret.
public protocol HostObject: Sendable {
    /// The declaration that bindings, checks and documentation come from.
    static var objectType: ObjectType { get }

    /// What `tostring` gives. Never a secret.
    var displayText: String { get }

    /// The fields that the script may read; exactly those that ``objectType`` declares.
    var fields: [String: Value] { get }

    /// What tells whether two objects of the type are the same thing, for `==`; nil where every object is its own.
    var identity: String? { get }
}

extension HostObject {
    public var fields: [String: Value] { [:] }

    public var identity: String? { nil }
}
