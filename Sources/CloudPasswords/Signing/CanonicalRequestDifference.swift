import AutomationCore

/// A line in which the gateway's canonical request differs from ours.
package enum CanonicalRequestDifference: Sendable, Equatable {
    case method(gateway: String)
    case path(signed: String, gateway: String)
    case query(signed: String, gateway: String)
    /// The gateway's value is nil when it saw no such header.
    case header(name: String, signed: String, gateway: String?)
    case signedHeaders(gateway: String)
    case payload

    /// Compares what we signed with what the gateway says that it saw.
    ///
    /// - Parameter echo: the gateway's canonical request with `|` for line breaks. It may be cut short, which three dots
    ///   at its end show; what is not there is not compared. Headers whose value was hidden on the way are taken as
    ///   equal.
    /// - Returns: the differences, and whether the whole request was compared.
    package static func find(
        between ours: CanonicalRequest,
        and echo: String
    ) -> (differences: [CanonicalRequestDifference], isComplete: Bool) {
        let isCut = echo.hasSuffix("...")
        var lines = (isCut ? echo.dropLast(3) : echo[...]).split(separator: "|", omittingEmptySubsequences: false)
        // The line that the cut went through says nothing.
        if isCut { lines.removeLast() }
        var found: [CanonicalRequestDifference] = []
        if let method = lines.first, method != ours.method { found.append(.method(gateway: String(method))) }
        if lines.count > 1, lines[1] != ours.path {
            found.append(.path(signed: ours.path, gateway: String(lines[1])))
        }
        if lines.count > 2, lines[2] != ours.query {
            found.append(.query(signed: ours.query, gateway: String(lines[2])))
        }
        let rest = lines.dropFirst(3)
        let headers = rest.prefix { !$0.isEmpty }
        let tail = Array(rest.dropFirst(headers.count + 1))
        found += compare(ours.headers, headers, isComplete: !tail.isEmpty)
        if let names = tail.first, names != ours.signedHeaders {
            found.append(.signedHeaders(gateway: String(names)))
        }
        // Something may follow the last line: what we ourselves have added to the message.
        if tail.count > 1, !tail[1].hasPrefix(ours.payloadHash) { found.append(.payload) }
        return (found, tail.count > 1)
    }

    private static func compare(
        _ ours: [CanonicalRequest.Header],
        _ lines: ArraySlice<Substring>,
        isComplete: Bool
    ) -> [CanonicalRequestDifference] {
        let pairs = lines.compactMap { line in
            line.firstIndex(of: ":").map { (String(line[..<$0]), String(line[line.index(after: $0)...])) }
        }
        let theirs = Dictionary(pairs) { first, _ in first }
        return ours.compactMap { header in
            guard let value = theirs[header.name] else {
                return isComplete ? .header(name: header.name, signed: header.value, gateway: nil) : nil
            }
            // A value may hold the very sign that stands for line breaks; then only its beginning is its own.
            let isSame = value == header.value || header.value.contains("|") && header.value.hasPrefix(value)
            if isSame || value == Secret.placeholder { return nil }
            return .header(name: header.name, signed: header.value, gateway: value)
        }
    }
}

extension CanonicalRequestDifference: CustomStringConvertible {
    /// One clause that shows neither tokens nor hashes: a hash of a body tells whether a guessed password is right.
    package var description: String {
        switch self {
        case .method(let gateway): "the method arrived as \(gateway)"
        case .path(let signed, let gateway): "the path \(signed) arrived as \(gateway)"
        case .query(let signed, let gateway): "the query \"\(signed)\" arrived as \"\(gateway)\""
        case .header(let name, _, nil): "the header \(name) did not arrive"
        case .header("x-security-token", _, _): "the header x-security-token arrived changed"
        case .header(let name, let signed, let gateway?): "the header \(name) \"\(signed)\" arrived as \"\(gateway)\""
        case .signedHeaders(let gateway): "the list of signed headers arrived as \(gateway)"
        case .payload: "the body arrived changed"
        }
    }
}
