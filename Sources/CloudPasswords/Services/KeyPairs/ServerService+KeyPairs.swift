import AutomationCore
import Foundation

extension ServerService {
    /// The public half of a key pair; nil when the caller may not see it, when there is none of this name, or when the
    /// cloud could not be asked.
    ///
    /// Costs one request for a name, however often it is asked for.
    ///
    /// Key pairs belong to users: one of another user's may have the same name.
    ///
    /// - Throws: `CancellationError` when the task was cancelled.
    public func keyPair(
        named name: String,
        api: CloudAPI? = nil,
        caller: String = "password.decrypt"
    ) async throws -> CloudKeyPair? {
        let api = api ?? defaultAPI
        let keyPair = await memory.keyPairs.keyPair("\(api.rawValue) \(name)") {
            await fetch(name, api: api, caller: caller)
        }
        try Task.checkCancellation()
        return keyPair
    }

    private func fetch(_ name: String, api: CloudAPI, caller: String) async -> KeyPairMemory.Answer {
        struct Body: Decodable {
            struct KeyPair: Decodable {
                var publicKey: String
                enum CodingKeys: String, CodingKey { case publicKey = "public_key" }
            }
            var keypair: KeyPair
        }
        do {
            let body = try await send(.showKeyPair, of: nil, api: api, caller: caller) {
                $0.places = ["key_pair": name]
            }
            let decoded = try? JSONDecoder().decode(Body.self, from: Data(body))
            let keyPair = decoded.flatMap { CloudKeyPair(name: name, publicKey: $0.keypair.publicKey) }
            return KeyPairMemory.Answer(keyPair: keyPair, isFinal: true)
        } catch {
            let kinds: [ErrorKind] = [.forbidden, .notFound, .unsupported, .rejected]
            let isFinal = (error as? AutomationError).map { kinds.contains($0.kind) } ?? false
            return KeyPairMemory.Answer(keyPair: nil, isFinal: isFinal)
        }
    }
}
