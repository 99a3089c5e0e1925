import AutomationCore
import Crypto
import Foundation
import HTTPTypes

/// A request as the gateway spells it out to check its signature: from the bytes that arrived, not from what the
/// client meant.
///
/// Source: API Request Signing Guide, "Calculating a signature".
struct ReceivedRequest {
    private let request: TransportRequest

    init(_ request: TransportRequest) {
        self.request = request
    }

    /// The value of a header, whose name is given in lower case; several of one name are one list.
    func header(_ name: String) -> String? {
        if name == "host", let authority = request.head.authority { return authority }
        let values = request.head.headerFields.filter { $0.name.canonicalName == name }.map(\.value)
        return values.isEmpty ? nil : values.joined(separator: ",")
    }

    /// What the client should have signed.
    func canonicalText(signedHeaders: [String]) -> String {
        let target = request.head.path ?? "/"
        let mark = target.firstIndex(of: "?") ?? target.endIndex
        var lines = [
            request.head.method.rawValue.uppercased(), path(target[..<mark]), query(target[mark...].dropFirst()),
        ]
        for name in signedHeaders {
            let value = (header(name) ?? "").drop { $0 == " " || $0 == "\t" }
            lines.append(name + ":" + String(value.reversed().drop { $0 == " " || $0 == "\t" }.reversed()))
        }
        lines += ["", signedHeaders.joined(separator: ";"), payload]
        return lines.joined(separator: "\n")
    }

    /// Decodes and encodes again, so that every spelling of a path comes to the same.
    private func path(_ text: Substring) -> String {
        let plain = Self.plain(text.utf8, plusIsBlank: false)
        let spelled = plain.reduce(into: "") { $0 += $1 == 0x2F ? "/" : Self.spelled($1) }
        return spelled.last == "/" ? spelled : spelled + "/"
    }

    private func query(_ text: Substring) -> String {
        var parameters: [(name: [UInt8], value: [UInt8])] = []
        for parameter in text.utf8.split(separator: 0x26) {
            let name = parameter.prefix { $0 != 0x3D }
            // Gateways read a query as a form, in which a plus sign is a blank.
            parameters.append(
                (
                    Self.plain(name, plusIsBlank: true),
                    Self.plain(parameter.dropFirst(name.count + 1), plusIsBlank: true)
                )
            )
        }
        parameters.sort { left, right in
            // A byte that occurs nowhere in names sorts a name before its continuations.
            (left.name.map { Int($0) } + [-1] + left.value.map { Int($0) })
                .lexicographicallyPrecedes(right.name.map { Int($0) } + [-1] + right.value.map { Int($0) })
        }
        return parameters.map { parameter in
            parameter.name.map(Self.spelled).joined() + "=" + parameter.value.map(Self.spelled).joined()
        }
        .joined(separator: "&")
    }

    /// The hash of what arrived. A client may leave its body out of the signature; a hash of its own it may not state.
    private var payload: String {
        if !request.body.isEmpty, header("x-sdk-content-sha256") == "UNSIGNED-PAYLOAD" { return "UNSIGNED-PAYLOAD" }
        return Self.digest(request.body)
    }

    /// The SHA-256 in lower-case hexadecimal.
    static func digest(_ bytes: [UInt8]) -> String {
        SHA256.hash(data: bytes).map(hexadecimal).joined()
    }

    static func hexadecimal(_ byte: UInt8) -> String {
        String(UInt16(byte) + 0x100, radix: 16).suffix(2).lowercased()
    }

    private static func plain(_ text: some Sequence<UInt8>, plusIsBlank: Bool) -> [UInt8] {
        var rest = Array(text)[...]
        var result: [UInt8] = []
        while let byte = rest.popFirst() {
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            if byte == 0x25, digits.count == 2, digits.allSatisfy(\.isHexDigit), let value = UInt8(digits, radix: 16) {
                result.append(value)
                rest = rest.dropFirst(2)
            } else {
                result.append(byte == 0x2B && plusIsBlank ? 0x20 : byte)
            }
        }
        return result
    }

    /// RFC 3986: letters, digits and four signs stand for themselves.
    private static func spelled(_ byte: UInt8) -> String {
        let character = Character(UnicodeScalar(byte))
        let isBare = byte < 0x80 && (character.isLetter || character.isNumber || "-._~".contains(character))
        return isBare ? String(character) : "%" + hexadecimal(byte).uppercased()
    }
}
