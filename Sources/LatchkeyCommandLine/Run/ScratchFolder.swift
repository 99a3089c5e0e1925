import AutomationCore
import Foundation

/// A folder for one process, closed to others and removed at the end.
enum ScratchFolder {
    /// Lends a new folder to `body`.
    static func withFolder<Result>(_ body: (String) async throws -> Result) async throws -> Result {
        let template = FileManager.default.temporaryDirectory.path + "/latchkey-XXXXXX"
        var path = template.utf8CString.map(\.self)
        guard mkdtemp(&path) != nil else {
            throw AutomationError(
                .input,
                "no temporary folder can be made in \(FileManager.default.temporaryDirectory.path)"
            )
        }
        let folder = path.withUnsafeBufferPointer { buffer in buffer.baseAddress.map { String(cString: $0) } ?? "" }
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try await body(folder)
    }
}
