public import AutomationCore

extension Grants {
    /// The fields of a grant in the project's file.
    public static let projectFields = ["hosts", "paths", "programs", "secrets", "native"]

    /// Reads a grant. Paths and programs are taken as they are written.
    init(project table: ProjectTable) throws(AutomationError) {
        self.init(
            hosts: try table.texts("hosts"),
            programs: try table.texts("programs"),
            allowsNativeCode: try table.flag("native"),
            allowsSecrets: try table.flag("secrets")
        )
        for (index, value) in try table.list("paths").enumerated() {
            let place = table.inside("paths") + "[\(index + 1)]"
            switch value {
            case .string(let path):
                paths.append(Path(path, isWritable: false))
            case .record:
                let fields = try ProjectTable(value, at: place, known: ["path", "write"])
                guard let path = try fields.text("path") else { throw ProjectTable.failure(place, "there is no path") }
                paths.append(Path(path, isWritable: try fields.flag("write")))
            default:
                throw ProjectTable.failure(place, "expected a path or { path: PATH, write: true }")
            }
        }
    }

    /// The grant as the project's file has it, each line behind `indentation`; empty when nothing is granted.
    ///
    /// - Parameter isWanted: Which of the ``projectFields`` are wanted.
    public func projectLines(
        indentation: String,
        only isWanted: (_ field: String) -> Bool = { _ in true }
    ) -> [String] {
        Self.projectFields.filter(isWanted).compactMap { field in
            let items = projectItems(field)
            if items.isEmpty { return nil }
            return "\(indentation)\(field): " + (items == ["true"] ? "true" : "[\(items.joined(separator: ", "))]")
        }
    }

    /// What one of the ``projectFields`` holds, each item as the project's file has it; `true` for a flag that is set.
    public func projectItems(_ field: String) -> [String] {
        switch field {
        case "hosts": hosts.map(Self.quoted)
        case "paths":
            paths.map { $0.isWritable ? "{ path: \(Self.quoted($0.path)), write: true }" : Self.quoted($0.path) }
        case "programs": programs.map(Self.quoted)
        case "secrets": allowsSecrets ? ["true"] : []
        case "native": allowsNativeCode ? ["true"] : []
        default: []
        }
    }

    private static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
