import AutomationCore
import Crypto
import Foundation

/// Texts as other characters, and what is calculated from them.
extension TextPlugin {
    private static let octets = Parameter("text", .any, "a string of any bytes")

    var base64Encode: HostFunction {
        encoding("base64_encode", "Writes bytes in Base64.") { Data($0).base64EncodedString() }
    }

    var base64Decode: HostFunction {
        decoding("base64_decode", "Reads Base64, blanks and line ends in it left out.", "Base64") { text in
            let scalars = text.unicodeScalars.filter { !$0.properties.isWhitespace }
            return Data(base64Encoded: String(String.UnicodeScalarView(scalars))).map(Array.init)
        }
    }

    var hexEncode: HostFunction {
        encoding("hex_encode", "Writes bytes in hexadecimal, in lower case.", Self.hexadecimal)
    }

    var hexDecode: HostFunction {
        decoding("hex_decode", "Reads hexadecimal, in upper or lower case.", "hexadecimal") { text in
            let digits = text.unicodeScalars.map { $0.isASCII ? Character($0).hexDigitValue : nil }
            guard digits.count.isMultiple(of: 2) else { return nil }
            var bytes: [UInt8] = []
            for index in stride(from: 0, to: digits.count, by: 2) {
                guard let high = digits[index], let low = digits[index + 1] else { return nil }
                bytes.append(UInt8(high * 16 + low))
            }
            return bytes
        }
    }

    var urlEncode: HostFunction {
        encoding("url_encode", "Writes a text so that it can stand in a part of an address.", URLEncoding.text)
    }

    var sha256: HostFunction {
        encoding("sha256", "Calculates the SHA-256 of bytes, in hexadecimal.") { bytes in
            Self.hexadecimal(Array(SHA256.hash(data: bytes)))
        }
    }

    var uuid: HostFunction {
        HostFunction(
            "uuid",
            summary: "Makes a new UUID, from the run's randomness.",
            returns: .init(.string, "a UUID of version 4, in lower case"),
            effect: .read,
            body: .immediate { call in
                let randomness = call.context.world.randomness
                let high = randomness.next() & ~0xf000 | 0x4000
                let low = randomness.next() & ~(3 << 62) | (2 << 62)
                let digits = Self.hexadecimal(
                    [high, low].flatMap { number in
                        (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * $0)) }
                    }
                )
                let ends = [0, 8, 12, 16, 20, 32]
                let parts = zip(ends, ends.dropFirst()).map { digits.dropFirst($0).prefix($1 - $0) }
                return .string(parts.joined(separator: "-"))
            }
        )
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    private func encoding(
        _ name: String,
        _ summary: String,
        _ encode: @escaping @Sendable ([UInt8]) -> String
    ) -> HostFunction {
        HostFunction(
            name,
            summary: summary,
            parameters: [Self.octets],
            returns: .init(.string, "the text that stands for it"),
            effect: .read,
            body: .immediate { call in .string(encode(try call.octets("text") ?? [])) }
        )
    }

    private func decoding(
        _ name: String,
        _ summary: String,
        _ format: String,
        _ decode: @escaping @Sendable (String) -> [UInt8]?
    ) -> HostFunction {
        HostFunction(
            name,
            summary: summary,
            parameters: [Self.text],
            returns: .init(.string, "a string of any bytes"),
            errors: [.format],
            effect: .read,
            body: .immediate { call in
                guard let bytes = decode(call.string("text") ?? "") else {
                    throw AutomationError(.format, "the text is not \(format)")
                }
                return Value(octets: bytes)
            }
        )
    }
}
