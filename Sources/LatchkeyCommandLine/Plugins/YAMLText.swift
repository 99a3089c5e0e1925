import Yams

/// A YAML text that something is put into by its places, while every other byte of it stays.
struct YAMLText {
    /// Puts a text in the place of some characters.
    struct Edit {
        var range: Range<Int>
        var text: String
    }

    /// Marks count Unicode scalars.
    private let scalars: [Unicode.Scalar]
    /// Where each line begins.
    private let starts: [Int]
    private let lineBreak: String

    init(_ text: String) {
        let scalars = Array(text.unicodeScalars)
        self.scalars = scalars
        starts = [0] + scalars.indices.filter { scalars[$0] == "\n" }.map { $0 + 1 }
        lineBreak = text.utf8.contains(13) ? "\r\n" : "\n"
    }

    /// The mapping here when it is written in lines, not in braces, and by nothing else than its contents.
    func block(_ node: Node) -> Node.Mapping? {
        isBlock(node) ? node.mapping : nil
    }

    /// The parser does not tell how a collection is written, but where it begins. Anchors and tags are neither.
    private func isBlock(_ node: Node) -> Bool {
        offset(of: node.mark).map { !"[{&!*".unicodeScalars.contains(scalars[$0]) } ?? false
    }

    /// The text with all changes; nil when two are in the same place.
    func applying(_ edits: [Edit]) -> String? {
        var result = String.UnicodeScalarView()
        var place = 0
        for edit in edits.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
            guard edit.range.lowerBound >= place, edit.range.upperBound <= scalars.count else { return nil }
            result.append(contentsOf: scalars[place..<edit.range.lowerBound])
            result.append(contentsOf: edit.text.unicodeScalars)
            place = edit.range.upperBound
        }
        result.append(contentsOf: scalars[place...])
        return String(result)
    }

    /// The text with lines behind it.
    func appending(_ lines: [String]) -> String {
        applying([insertion(of: lines, afterLine: starts.count)]) ?? ""
    }

    /// Lines after a line, which is counted from 1.
    func insertion(of lines: [String], afterLine line: Int) -> Edit {
        let block = lines.joined(separator: lineBreak)
        guard line < starts.count else {
            let isOpen = scalars.last.map { $0 != "\n" } ?? false
            return Edit(range: scalars.count..<scalars.count, text: (isOpen ? lineBreak : "") + block + lineBreak)
        }
        return Edit(range: starts[line]..<starts[line], text: block + lineBreak)
    }

    /// The last line of what is written, counted from 1: of a text that goes on for several lines the first.
    func lastLine(of node: Node) -> Int {
        switch node {
        case .mapping(let mapping) where isBlock(node):
            return Array(mapping).last.map { lastLine(of: $0.value) } ?? 1
        case .sequence(let sequence) where isBlock(node):
            return Array(sequence).last.map(lastLine) ?? 1
        case .mapping, .sequence:
            guard let end = offset(of: node.mark).flatMap(closing)?.end else { return node.mark?.line ?? 1 }
            return starts.lastIndex { $0 <= end }.map { $0 + 1 } ?? 1
        case .scalar, .alias: return node.mark?.line ?? 1
        }
    }

    /// The change that puts items into a list, or sets a flag; nil where it is not certain how.
    func edit(of field: YAMLEntry, adding items: [String]) -> Edit? {
        switch field.value {
        case .sequence(let sequence) where isBlock(field.value):
            guard let column = sequence.mark?.column else { return nil }
            let dash = String(repeating: " ", count: column - 1) + "- "
            return insertion(of: items.map { dash + $0 }, afterLine: lastLine(of: field.value))
        case .sequence:
            guard let place = offset(of: field.value.mark).flatMap(closing) else { return nil }
            let opening = scalars[place.last] == "[" ? "" : scalars[place.last] == "," ? " " : ", "
            return Edit(
                range: place.last + 1..<place.last + 1,
                text: opening + items.joined(separator: ", ")
            )
        case .scalar(let scalar) where field.value.isNothing:
            guard scalar.mark != nil, let start = offset(of: field.mark) else { return nil }
            let colon = start + field.key.unicodeScalars.count
            guard scalars.indices.contains(colon), scalars[colon] == ":" else { return nil }
            let value = items == ["true"] ? "true" : "[\(items.joined(separator: ", "))]"
            return Edit(range: colon + 1..<colon + 1, text: " " + value)
        case .scalar(let scalar):
            guard items == ["true"], let start = offset(of: scalar.mark) else { return nil }
            let range = start..<start + scalar.string.unicodeScalars.count
            guard range.upperBound <= scalars.count, scalars[range].elementsEqual(scalar.string.unicodeScalars) else {
                return nil
            }
            return Edit(range: range, text: "true")
        case .mapping, .alias: return nil
        }
    }

    private func offset(of mark: Mark?) -> Int? {
        guard let mark, starts.indices.contains(mark.line - 1) else { return nil }
        let offset = starts[mark.line - 1] + mark.column - 1
        return scalars.indices.contains(offset) ? offset : nil
    }

    /// Where what is in brackets ends, and the last character before that is neither space nor comment.
    private func closing(from start: Int) -> (end: Int, last: Int)? {
        guard "[{".unicodeScalars.contains(scalars[start]) else { return nil }
        var depth = 0
        var last = start
        var place = start
        while place < scalars.count {
            let scalar = scalars[place]
            let before = place > start ? scalars[place - 1] : " "
            let startsWord = " \t\r\n[{,:".unicodeScalars.contains(before)
            switch scalar {
            case "[", "{": depth += 1
            case "]", "}":
                depth -= 1
                if depth == 0 { return (place, last) }
            case "#" where " \t\r\n".unicodeScalars.contains(before):
                place = scalars[place...].firstIndex(of: "\n") ?? scalars.count
                continue
            case "'" where startsWord, "\"" where startsWord:
                guard let end = quoteEnd(from: place) else { return nil }
                place = end
            case " ", "\t", "\r", "\n":
                place += 1
                continue
            default: break
            }
            last = place
            place += 1
        }
        return nil
    }

    private func quoteEnd(from start: Int) -> Int? {
        var place = start + 1
        while place < scalars.count, scalars[place] != scalars[start] {
            place += scalars[start] == "\"" && scalars[place] == "\\" ? 2 : 1
        }
        return place < scalars.count ? place : nil
    }
}
