import AutomationCore
import Foundation

extension String {
    /// The text with all of `secrets` taken out, as they are and as JSON and addresses write them.
    ///
    /// Clouds echo what they were sent in their error messages, gateways even whole requests.
    func hiding(_ secrets: [Secret]) -> String {
        secrets.filter { !$0.isEmpty }.reduce(self) { text, secret in
            secret.withExposedText { exposed in
                Self.writtenForms(of: exposed).reduce(text) { $0.taking(out: $1) }
            }
        }
    }

    /// The text in the ways in which a message may quote it.
    private static func writtenForms(of text: String) -> [String] {
        // Letters and digits are written in one way only.
        if text.utf8.allSatisfy({ $0 < 0x80 && ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A || $0 >= 0x30 && $0 <= 0x39) }) {
            return [text]
        }
        let json = [JSONEncoder.OutputFormatting(), .withoutEscapingSlashes].compactMap { formatting -> String? in
            let encoder = JSONEncoder()
            encoder.outputFormatting = formatting
            return (try? encoder.encode(text)).map { String(decoding: $0.dropFirst().dropLast(), as: UTF8.self) }
        }
        let address = text.addingPercentEncoding(withAllowedCharacters: .urlUnreserved)
        return ([text] + json + [address].compactMap(\.self)).reduce(into: []) { forms, form in
            if !forms.contains(form) { forms.append(form) }
        }
    }

    private func taking(out secret: String) -> String {
        // By scalars: what follows in the text may join the secret's last one to another character.
        let text = String(unicodeScalars.replacing(secret.unicodeScalars, with: Secret.placeholder.unicodeScalars))
        // By characters: there are several ways to write an accent.
        return secret.utf8.allSatisfy { $0 < 0x80 } ? text : text.replacing(secret, with: Secret.placeholder)
    }
}

extension CharacterSet {
    /// What RFC 3986, 2.3, lets stand as it is.
    fileprivate static let urlUnreserved = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
    )
}
