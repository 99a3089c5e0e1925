import Foundation

/// Texts in JSON.
enum JSONText {
    static func quoted(_ text: String) throws -> Data {
        try JSONEncoder().encode(text)
    }
}
