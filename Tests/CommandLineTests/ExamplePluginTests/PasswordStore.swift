import Foundation
import TestSupport

/// A store of Debian's `pass` with a key of its own, where the user of a test's folder has them.
struct PasswordStore {
    private static let programs = ["pass", "gpg", "gpgconf"]

    static var isInstalled: Bool {
        programs.allSatisfy { FileManager.default.isExecutableFile(atPath: "/usr/bin/" + $0) }
    }

    let folder: TemporaryFolder

    /// Lends `body` a new store.
    static func withStore<Result>(
        in folder: TemporaryFolder,
        _ body: (PasswordStore) async throws -> Result
    ) async throws -> Result {
        let store = PasswordStore(folder: folder)
        try FileManager.default.createDirectory(
            atPath: folder.path + "/.gnupg",
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        let result: Swift.Result<Result, any Error>
        do {
            let key = ["--batch", "--quiet", "--passphrase", "", "--quick-generate-key", "test", "future-default"]
            try await store.run("gpg", key)
            try await store.run("pass", ["init", "test"])
            result = .success(try await body(store))
        } catch { result = .failure(error) }
        // The agent would stay for ever.
        _ = try? await store.run("gpgconf", ["--kill", "all"])
        return try result.get()
    }

    struct Failure: Error { let text: String }

    /// Runs one of the programs as the user would.
    @discardableResult
    func run(_ program: String, _ arguments: [String], input: String = "") async throws -> String {
        let file = try folder.write("input-" + UUID().uuidString, input)
        let command = try RunningCommand(
            "/usr/bin/" + program,
            arguments,
            environment: [:],
            folder: folder,
            input: try FileHandle(forReadingFrom: URL(fileURLWithPath: file))
        )
        let ended = await command.ended()
        guard ended.exitCode == 0 else { throw Failure(text: ended.text) }
        return ended.output
    }
}
