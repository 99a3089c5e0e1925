public import AutomationCore

extension Grants {
    /// The fields of a grant in the project's file.
    static let projectFields = ["hosts", "paths", "programs", "secrets", "native"]

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
    public func projectLines(indentation: String) -> [String] {
        var lines: [String] = []
        func list(_ name: String, _ texts: [String]) {
            guard !texts.isEmpty else { return }
            lines.append("\(indentation)\(name): [\(texts.map(Self.quoted).joined(separator: ", "))]")
        }
        list("hosts", hosts)
        if !paths.isEmpty {
            let items = paths.map { path in
                path.isWritable ? "{ path: \(Self.quoted(path.path)), write: true }" : Self.quoted(path.path)
            }
            lines.append("\(indentation)paths: [\(items.joined(separator: ", "))]")
        }
        list("programs", programs)
        if allowsSecrets { lines.append("\(indentation)secrets: true") }
        if allowsNativeCode { lines.append("\(indentation)native: true") }
        return lines
    }

    private static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
