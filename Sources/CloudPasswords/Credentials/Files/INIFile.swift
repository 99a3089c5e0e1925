import AutomationCore
import Foundation

/// A file of sections with names and values, as far as credential files use the format.
///
/// Source: Python's `configparser`, which the SDKs read the file with: comment lines begin with `#` or `;`, names are
/// in any case, and a name or a section that comes twice is an error.
struct INIFile: Sendable {
    private var sections: [String: [String: String]] = [:]

    /// Reads a text.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/authentication`` that names the line, and never its text.
    init(_ text: String, path: String) throws(AutomationError) {
        var section: String?
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let line = line.trimmingCharacters(in: .whitespaces)
            if line.isEmpty || line.hasPrefix("#") || line.hasPrefix(";") { continue }
            if line.hasPrefix("["), line.hasSuffix("]") {
                let name = String(line.dropFirst().dropLast())
                guard sections[name] == nil else {
                    throw Self.error(path, index, "begins a section that is there twice")
                }
                sections[name] = [:]
                section = name
                continue
            }
            guard let separator = line.firstIndex(where: { $0 == "=" || $0 == ":" }), separator > line.startIndex
            else { throw Self.error(path, index, "is neither [section] nor name = value") }
            guard let section else { throw Self.error(path, index, "comes before the first [section]") }
            let name = line[..<separator].trimmingCharacters(in: .whitespaces).lowercased()
            guard sections[section]?[name] == nil else { throw Self.error(path, index, "sets what is set already") }
            sections[section]?[name] = line[line.index(after: separator)...].trimmingCharacters(in: .whitespaces)
        }
    }

    /// The values of a section that are not empty, by names in lower case; nil when there is no such section.
    subscript(_ section: String) -> [String: String]? {
        sections[section]?.filter { !$0.value.isEmpty }
    }

    private static func error(_ path: String, _ index: Int, _ problem: String) -> AutomationError {
        AutomationError(.authentication, "\(path): line \(index + 1) \(problem)")
    }
}
