import Foundation

/// The parameters behind the question mark, decoded, in the order they came.
struct RequestQuery: Sendable {
    private var parameters: [(name: String, value: String)] = []

    /// Reads a query as a form: a plus sign is a blank. What cannot be decoded stays as it is.
    init(_ text: Substring?) {
        for parameter in text?.split(separator: "&") ?? [] {
            let parts = parameter.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            parameters.append((Self.decoded(parts[0]), parts.count > 1 ? Self.decoded(parts[1]) : ""))
        }
    }

    /// The first value with this name.
    subscript(name: String) -> String? {
        parameters.first { $0.name == name }?.value
    }

    /// All values with this name, those that are lists by commas taken apart.
    func list(_ name: String) -> [String] {
        parameters.filter { $0.name == name }.flatMap { $0.value.split(separator: ",").map(String.init) }
    }

    /// The same query with one value in place of all that have its name.
    func text(replacing name: String, by value: String) -> String {
        let others = parameters.filter { $0.name != name }
        return (others + [(name, value)]).map { Self.encoded($0.name) + "=" + Self.encoded($0.value) }
            .joined(separator: "&")
    }

    private static func decoded(_ text: Substring) -> String {
        let plain = text.replacingOccurrences(of: "+", with: " ")
        return plain.removingPercentEncoding ?? plain
    }

    private static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: bare) ?? text
    }

    /// RFC 3986, section 2.3.
    private static let bare = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
    )
}
