import Foundation
import TestSupport

/// A Vault that is being served, and that can be asked directly.
struct VaultService {
    /// What it is that serves.
    enum Kind: CaseIterable {
        /// Our own, for what a real one does not do at command.
        case standIn
        /// The real one.
        case openBao

        /// Those that are installed.
        static let installed = allCases.filter { $0 == .standIn || OpenBao.program != nil }
    }

    /// The newest version of a secret.
    struct Version: Decodable {
        struct Metadata: Decodable { var version: Int }
        var data: [String: String]
        var metadata: Metadata

        /// All passwords in Latchkey's document: the current one, the pending one, and the earlier ones.
        func passwords() throws -> [String] {
            struct Document: Decodable {
                struct Entry: Decodable { var password: String }
                var current: Entry?
                var pending: Entry?
                var history: [Entry]?
            }
            let document = try JSONDecoder().decode(Document.self, from: Data((data["document"] ?? "").utf8))
            return ([document.current, document.pending].compactMap(\.self) + (document.history ?? [])).map(\.password)
        }
    }

    private struct Answer: Decodable { var data: Version }

    let address: String
    let folder: TemporaryFolder

    /// Serves one for as long as `body` takes.
    static func serving<Result>(
        _ kind: Kind,
        folder: TemporaryFolder,
        _ body: (VaultService) async throws -> Result
    ) async throws -> Result {
        switch kind {
        case .openBao: try await OpenBao.serving(folder: folder, body)
        case .standIn:
            try await StandIn.serving("vault.py", folder: folder) {
                try await body(VaultService(address: $0.address, folder: folder))
            }
        }
    }

    /// Asks it as its administrator would.
    @discardableResult
    func ask(
        _ path: String,
        _ method: String = "GET",
        _ body: String = "",
        namespace: String = ""
    ) async throws -> Data {
        let ended = try await RunningCommand(
            "/usr/bin/python3",
            [
                "-c",
                """
                import sys, urllib.request
                address, method, body, namespace = sys.argv[1:]
                headers = {"X-Vault-Token": "root-token", "X-Vault-Namespace": namespace}
                request = urllib.request.Request(address, body.encode() or None, headers, method=method)
                try:
                    print(urllib.request.urlopen(request).read().decode())
                except urllib.error.HTTPError as error:
                    sys.exit(f"{error}: {error.read().decode()}")
                """, "\(address)/v1/\(path)", method, body, namespace,
            ],
            environment: [:],
            folder: folder
        ).ended()
        guard ended.exitCode == 0 else { throw StandIn.Failure(text: "\(method) \(path): \(ended.errors)") }
        return Data(ended.output.utf8)
    }

    /// The newest version of the secret of a server.
    func secret(of id: String, mount: String = "secret") async throws -> Version {
        try JSONDecoder().decode(Answer.self, from: try await ask("\(mount)/data/latchkey/\(id)")).data
    }

    /// Makes a token that may do what a policy in Vault's language says, and no more.
    func makeToken(_ token: String, policy: String) async throws {
        func json(_ fields: [String: Any]) throws -> String {
            String(decoding: try JSONSerialization.data(withJSONObject: fields), as: UTF8.self)
        }
        try await ask("sys/policies/acl/\(token)", "PUT", json(["policy": policy]))
        try await ask("auth/token/create", "POST", json(["id": token, "policies": [token]]))
    }
}
