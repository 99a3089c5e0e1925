import AutomationCore
import Yams

/// What a scalar stands for in the core schema (YAML 1.2.2, 10.3).
enum YAMLScalar {
    /// The value; nil when its tag is not of the core schema, or not true of it.
    static func value(_ scalar: Node.Scalar) -> Value? {
        let text = scalar.string
        switch scalar.tag.description {
        case "": return scalar.style == .plain ? plain(text) : .string(text)
        case "!", "tag:yaml.org,2002:str": return .string(text)
        case "tag:yaml.org,2002:null": return isNull(text) ? .object(Marker.null) : nil
        case "tag:yaml.org,2002:bool": return boolean(text).map { .boolean($0) }
        case "tag:yaml.org,2002:int": return whole(text).map { .integer($0) }
        case "tag:yaml.org,2002:float": return (float(text) ?? whole(text).map { Double($0) }).map { .number($0) }
        default: return nil
        }
    }

    /// What a text without quotes stands for.
    static func plain(_ text: String) -> Value {
        if isNull(text) { return .object(Marker.null) }
        if let flag = boolean(text) { return .boolean(flag) }
        if let number = whole(text) { return .integer(number) }
        return float(text).map { .number($0) } ?? .string(text)
    }

    private static func isNull(_ text: String) -> Bool { ["", "~", "null", "Null", "NULL"].contains(text) }

    private static func boolean(_ text: String) -> Bool? {
        switch text {
        case "true", "True", "TRUE": true
        case "false", "False", "FALSE": false
        default: nil
        }
    }

    private static func whole(_ text: String) -> Int64? {
        let digits = text.utf8
        if text.hasPrefix("0o") { return digits.contains(UInt8(ascii: "-")) ? nil : Int64(text.dropFirst(2), radix: 8) }
        if text.hasPrefix("0x") {
            return digits.contains(UInt8(ascii: "-")) ? nil : Int64(text.dropFirst(2), radix: 16)
        }
        return Int64(text)
    }

    private static func float(_ text: String) -> Double? {
        switch text {
        case ".nan", ".NaN", ".NAN": return .nan
        case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": return .infinity
        case "-.inf", "-.Inf", "-.INF": return -.infinity
        default:
            // A text of a million digits is no number that anybody means.
            guard text.utf8.count <= 400, text.utf8.contains(where: { (0x30...0x39).contains($0) }),
                text.utf8.allSatisfy({ (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }),
                let number = Double(text.hasSuffix(".") ? text + "0" : text), number.isFinite
            else { return nil }
            return number
        }
    }
}
