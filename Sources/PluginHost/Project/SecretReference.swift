import AutomationCore

/// Where a secret is that is set for a plugin: the project's file itself is read by too many.
public enum SecretReference: Sendable, Equatable {
    /// In a file that nobody else can read; its last line break does not count.
    case file(String)
    /// In an environment variable.
    case variable(String)

    init(_ table: ProjectTable, _ place: String) throws(AutomationError) {
        switch (try table.text("file"), try table.text("env")) {
        case (let path?, nil): self = .file(path)
        case (nil, let name?): self = .variable(name)
        default: throw ProjectTable.failure(place, "expected { file: PATH } or { env: NAME }")
        }
    }
}
