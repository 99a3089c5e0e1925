import Foundation
import RunbookChecker

/// What `latchkey check` has found, as text or as JSON.
struct CheckReport {
    let findings: [Diagnostic]

    /// A line for each finding, `file:line:column: message [code]`, and one for its hint.
    var lines: [String] {
        findings.flatMap { finding in
            let place = "\(TableText.plain(finding.file)):\(finding.line):\(finding.column)"
            return ["\(place): \(finding.message) [\(finding.code.rawValue)]"]
                + (finding.hint.map { ["hint: \($0)"] } ?? [])
        }
    }

    /// The findings as one JSON document. Fields are only ever added.
    func json() throws -> String {
        struct Document: Encodable {
            var findings: [Entry]
        }
        struct Entry: Encodable {
            var file: String
            var line: Int
            var column: Int
            var code: String
            var message: String
            var hint: String?
        }
        let entries = findings.map { finding in
            Entry(
                file: finding.file,
                line: finding.line,
                column: finding.column,
                code: finding.code.rawValue,
                message: finding.message,
                hint: finding.hint
            )
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(Document(findings: entries)), as: UTF8.self)
    }
}
