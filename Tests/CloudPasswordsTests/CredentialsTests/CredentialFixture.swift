import AutomationCore
import CloudPasswords
import CloudSimulator
import Foundation
import HTTPTypes
import Testing

/// A simulated world with a scripted network and scripted files, for credential sources.
struct CredentialFixture: Sendable {
    /// When its world begins: 2027-01-15T08:00:00Z.
    static let start = Date(timeIntervalSince1970: 1_800_000_000)
    /// What none of the tests may find in a text.
    static let secrets = ["SK-SECRET-7f3a", "TOKEN-SECRET-91", "PASS-SECRET-\"x", "STS-SECRET-55"]
    static let (secretKey, token, password, securityToken) = (secrets[0], secrets[1], secrets[2], secrets[3])
    static let keyID = "QTWAOYTTINDUT2QVKYUC"

    let simulation: SimulatedWorld
    let transport: ScriptedTransport
    let world: World
    let files: CredentialFiles

    init(
        files: [String: String] = [:],
        answer: @escaping ScriptedTransport.Answer = { _, _ in throw TransportError(.connectionRefused) }
    ) {
        simulation = SimulatedWorld(seed: 1, start: Self.start)
        transport = ScriptedTransport(answer)
        world = simulation.world(transport: transport, files: FileRoot("/"))
        self.files = CredentialFiles { path in
            guard let text = files[path] else { return nil }
            if text == "unreadable" { throw CocoaError(.fileReadNoPermission) }
            return Array(text.utf8)
        }
    }

    /// What a source finds.
    func found(
        _ source: some CredentialSource,
        _ location: SourceLocation = #_sourceLocation
    ) throws -> ResolvedCredential {
        guard case .found(let credential) = try simulation.run({ try await source.resolve() }) else {
            throw NotFound()
        }
        return credential
    }

    /// Why a source is not in use; nil when it is.
    func reason(_ source: some CredentialSource) throws -> String? {
        guard case .notConfigured(let reason) = try simulation.run({ try await source.resolve() }) else { return nil }
        return reason
    }

    /// The error of a source that is in use and broken. It shows none of the secrets.
    func failure(
        _ source: some CredentialSource,
        _ location: SourceLocation = #_sourceLocation
    ) throws -> AutomationError {
        let error = try #require(throws: AutomationError.self, sourceLocation: location) {
            _ = try simulation.run { try await source.resolve() }
        }
        #expect(error.kind == .authentication, sourceLocation: location)
        #expect(Self.isClean(error), sourceLocation: location)
        return error
    }

    /// Whether neither the description nor a dump shows a secret.
    static func isClean(_ value: Any) -> Bool {
        var text = "\(value)" + String(reflecting: value)
        dump(value, to: &text)
        return secrets.allSatisfy { !text.contains($0) && !text.contains(String(reflecting: $0)) }
    }

    /// A JSON answer.
    static func json(_ status: Int, _ body: String, headers: [String: String] = [:]) -> TransportResponse {
        var fields = HTTPFields()
        for (name, value) in headers {
            if let name = HTTPField.Name(name) { fields[name] = value }
        }
        return TransportResponse(
            head: HTTPResponse(status: .init(code: status), headerFields: fields),
            body: Array(body.utf8)
        )
    }

    private struct NotFound: Error {}
}

extension ResolvedCredential {
    /// The token; nil when it is none.
    var tokenText: String? {
        guard case .token(let token, _) = credential else { return nil }
        return token.withExposedText { $0 }
    }

    /// Id, secret and security token, joined by blanks; nil when it is no access key.
    var keyText: String? {
        guard case .accessKey(let key, _) = credential else { return nil }
        let secrets = [key.secret] + (key.securityToken.map { [$0] } ?? [])
        return ([key.id] + secrets.map { $0.withExposedText { $0 } }).joined(separator: " ")
    }
}
