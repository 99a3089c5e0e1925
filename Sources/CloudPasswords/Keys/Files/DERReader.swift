/// Steps through the elements of a DER encoding, as far as key files need it.
///
/// It reads definite lengths and single-octet tags, which is all that keys are made of, and answers nil to
/// everything else.
struct DERReader {
    /// The tags that key files are told apart by.
    enum Tag {
        static let integer: UInt8 = 0x02
        static let bitString: UInt8 = 0x03
        static let octetString: UInt8 = 0x04
        static let objectIdentifier: UInt8 = 0x06
        static let sequence: UInt8 = 0x30
    }

    /// One tag with its content, the length octets taken off.
    struct Element {
        var tag: UInt8
        var content: ArraySlice<UInt8>
    }

    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
        rest = bytes
    }

    /// Whether everything has been read.
    var isAtEnd: Bool { rest.isEmpty }

    /// The next element; nil at the end and where the encoding is cut off or no DER.
    mutating func next() -> Element? {
        guard let tag = rest.popFirst(), let first = rest.popFirst() else { return nil }
        var length = Int(first)
        if first >= 0x80 {
            let count = Int(first & 0x7F)
            guard (1...4).contains(count), rest.count >= count else { return nil }
            length = rest.prefix(count).reduce(0) { $0 << 8 | Int($1) }
            rest = rest.dropFirst(count)
        }
        guard rest.count >= length else { return nil }
        defer { rest = rest.dropFirst(length) }
        return Element(tag: tag, content: rest.prefix(length))
    }

    /// The elements inside the one SEQUENCE that `bytes` are; nil when they are anything else.
    static func sequence(_ bytes: ArraySlice<UInt8>) -> [Element]? {
        var outer = DERReader(bytes)
        guard let element = outer.next(), element.tag == Tag.sequence, outer.isAtEnd else { return nil }
        var inner = DERReader(element.content)
        var elements: [Element] = []
        while !inner.isAtEnd {
            guard let element = inner.next() else { return nil }
            elements.append(element)
        }
        return elements
    }

    /// The elements of an element that is a SEQUENCE itself; empty when it is none.
    static func elements(of element: Element) -> [Element] {
        guard element.tag == Tag.sequence else { return [] }
        var inner = DERReader(element.content)
        var elements: [Element] = []
        while let next = inner.next() { elements.append(next) }
        return elements
    }

    /// The dotted form of an object identifier; nil when the element is none.
    static func objectIdentifier(_ element: Element?) -> String? {
        guard let element, element.tag == Tag.objectIdentifier, let first = element.content.first else { return nil }
        var arcs = [Int(min(first / 40, 2))]
        var arc = 0
        for (position, octet) in element.content.enumerated() {
            guard arc < 1 << 40 else { return nil }
            arc = arc << 7 | Int(octet & 0x7F)
            guard octet < 0x80 else { continue }
            arcs.append(arcs.count == 1 && position < 2 ? arc - arcs[0] * 40 : arc)
            arc = 0
        }
        return arcs.map(String.init).joined(separator: ".")
    }

    /// The value of an INTEGER that is not negative; `Int.max` for one that is larger, nil for anything else.
    static func count(_ element: Element?) -> Int? {
        guard let element, element.tag == Tag.integer, let first = element.content.first, first < 0x80 else {
            return nil
        }
        let digits = element.content.drop { $0 == 0 }
        guard digits.count < 8 else { return .max }
        return digits.reduce(0) { $0 << 8 | Int($1) }
    }

    /// The octets of an OCTET STRING; nil when the element is none.
    static func octets(_ element: Element?) -> [UInt8]? {
        guard let element, element.tag == Tag.octetString else { return nil }
        return Array(element.content)
    }
}
