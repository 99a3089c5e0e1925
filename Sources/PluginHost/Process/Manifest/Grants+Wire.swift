import AutomationCore

extension Grants {
    /// What a process plugin is told that it was granted, written as it asks for it.
    var wireValue: Value {
        .record([
            "hosts": .list(hosts.map { .string($0) }),
            "paths": .list(paths.map { .record(["path": .string($0.path), "write": .boolean($0.isWritable)]) }),
            "programs": .list(programs.map { .string($0) }), "secrets": .boolean(allowsSecrets),
            "native": .boolean(allowsNativeCode),
        ])
    }
}
