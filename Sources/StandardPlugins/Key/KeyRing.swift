public import AutomationCore
public import CloudPasswords

/// Opens key files, and asks for the passphrase of a protected one once, however many tasks want the key.
public actor KeyRing {
    private struct Entry {
        let contents: [UInt8]
        let task: Task<Result<PrivateKey, AutomationError>, any Error>
    }

    private let source: (any PassphraseSource)?
    private var entries: [String: Entry] = [:]

    /// Makes a ring that asks `source` where no passphrase is given; nil for one that asks nobody.
    public init(source: (any PassphraseSource)? = nil) {
        self.source = source
    }

    /// Opens a key file.
    ///
    /// - Parameters:
    ///   - path: The file; a relative path starts at the world's root.
    ///   - passphrase: What opens it; nil to ask the source, when the file is protected.
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/key``, or what the source throws.
    public nonisolated func key(at path: String, passphrase: Secret? = nil, world: World) async throws -> PrivateKey {
        let contents = try KeyFileReading.key(world.files.resolve(path), shownAs: path)
        guard passphrase == nil, let source, PrivateKey.needsPassphrase(contents) else {
            return try PrivateKey(contents: contents, passphrase: passphrase, name: path)
        }
        while true {
            let task = await opening(path, contents, source, world)
            do {
                // Who waits for the answer is stopped with it: a prompt must not outlive the run.
                return try await withTaskCancellationHandler {
                    try await task.value
                } onCancel: {
                    task.cancel()
                }.get()
            } catch is CancellationError {
                // Somebody else was cancelled, and the prompt with it: it is for this one to ask anew.
                try Task.checkCancellation()
                await forget(task, path)
            }
        }
    }

    /// The one task that opens this file; another version of the file is another key.
    private func opening(
        _ path: String,
        _ contents: [UInt8],
        _ source: any PassphraseSource,
        _ world: World
    ) -> Task<Result<PrivateKey, AutomationError>, any Error> {
        if let entry = entries[path], entry.contents == contents, !entry.task.isCancelled { return entry.task }
        let task = Task(executorPreference: world.executor) {
            try await Self.open(contents, named: path, asking: source)
        }
        entries[path] = Entry(contents: contents, task: task)
        return task
    }

    private func forget(_ task: Task<Result<PrivateKey, AutomationError>, any Error>, _ path: String) {
        if entries[path]?.task == task { entries[path] = nil }
    }

    private static func open(
        _ contents: [UInt8],
        named name: String,
        asking source: any PassphraseSource
    ) async throws -> Result<PrivateKey, AutomationError> {
        var failure: AutomationError?
        var attempt = 1
        do {
            while let (passphrase, origin) = try await source.passphrase(for: name, attempt: attempt) {
                do throws(AutomationError) {
                    return .success(try PrivateKey(contents: contents, passphrase: passphrase, name: name))
                } catch {
                    var described = error
                    described.message += "; it is \(origin)"
                    guard PrivateKey.isWrongPassphrase(error) else { return .failure(described) }
                    failure = described
                }
                attempt += 1
            }
        } catch let error as AutomationError {
            return .failure(error)
        }
        return .failure(
            failure
                ?? AutomationError(
                    .key,
                    "\(name) is protected by a passphrase, and none was given",
                    hint: source.advice
                )
        )
    }
}
