/// A value of the host that a script holds without seeing inside: a server, a sealed password, a secret.
public protocol HostObject: Sendable {
    /// The declaration that bindings, checks and documentation come from.
    static var objectType: ObjectType { get }

    /// What `tostring` gives. Never a secret.
    var displayText: String { get }

    /// The fields that the script may read; exactly those that ``objectType`` declares.
    var fields: [String: Value] { get }
}

extension HostObject {
    public var fields: [String: Value] { [:] }
}
