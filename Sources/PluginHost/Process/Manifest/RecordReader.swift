import AutomationCore

/// Takes apart an object that a plugin has declared something with, strictly: a field that is not known is an error.
struct RecordReader {
    private static let longest = 500

    /// Where it is: `modules.cmdb.functions.find`.
    let place: String
    let fields: [String: Value]

    /// Makes a reader for an object.
    ///
    /// - Throws: ``WireFault`` that names the place, and the field that was probably meant.
    init(_ value: Value, at place: String, known: [String]?) throws(WireFault) {
        guard case .record(let fields) = value else { throw WireFault("\(place) must be an object") }
        self.place = place
        self.fields = fields.filter { !$0.value.isNone }
        guard let known else { return }
        for name in fields.keys.sorted() where !known.contains(name) {
            let suggestion = Spelling.nearest(to: name, among: known).map { "; did you mean \"\($0)\"?" } ?? ""
            throw WireFault("\(place) has no field \"\(HarmlessText.line(name, limit: 40))\"\(suggestion)")
        }
    }

    /// A field's text.
    ///
    /// - Throws: ``WireFault`` when it is missing and there is no `standIn`, or is no harmless line.
    func text(_ name: String, or standIn: String? = nil) throws(WireFault) -> String {
        switch (fields[name], standIn) {
        case (nil, let standIn?): return standIn
        case (.string(let text)?, _) where HarmlessText.isHarmless(text) && text.unicodeScalars.count <= Self.longest:
            return text
        case (nil, nil): throw WireFault("\(place) has no \"\(name)\"")
        default:
            throw WireFault("\"\(name)\" of \(place) must be one line of text of at most \(Self.longest) characters")
        }
    }

    /// A field's whole number.
    func integer(_ name: String) throws(WireFault) -> Int {
        guard case .integer(let number) = fields[name], let number = Int(exactly: number) else {
            throw WireFault("\"\(name)\" of \(place) must be a whole number")
        }
        return number
    }

    /// A field's truth value; false when it is missing.
    func boolean(_ name: String) throws(WireFault) -> Bool {
        switch fields[name] {
        case nil: return false
        case .boolean(let flag)?: return flag
        default: throw WireFault("\"\(name)\" of \(place) must be true or false")
        }
    }

    /// A field's list; empty when it is missing.
    func list(_ name: String) throws(WireFault) -> [Value] {
        switch fields[name] {
        case nil: return []
        case .list(let values)?: return values
        default: throw WireFault("\"\(name)\" of \(place) must be a list")
        }
    }

    /// A field's list of texts; empty when it is missing.
    func texts(_ name: String) throws(WireFault) -> [String] {
        var texts: [String] = []
        for value in try list(name) {
            guard case .string(let text) = value, HarmlessText.isHarmless(text), !text.isEmpty else {
                throw WireFault("\"\(name)\" of \(place) must be a list of texts, each one line")
            }
            texts.append(text)
        }
        return texts
    }

    /// A field's objects by name, in the order of their names; empty when it is missing.
    func objects(_ name: String) throws(WireFault) -> [(name: String, value: Value)] {
        switch fields[name] {
        case nil: return []
        case .record(let objects)?:
            for name in objects.keys where !HarmlessText.isHarmless(name) {
                throw WireFault("\(place) has a name with control characters")
            }
            return objects.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }
        default: throw WireFault("\"\(name)\" of \(place) must be an object")
        }
    }
}
