import AutomationCore
import Foundation

/// Secrets that are given to a plugin, and looked for in everything that it lets others see.
struct PlantedSecrets: Sendable {
    /// Shorter ones are in every other word.
    private static let shortest = 6

    private var forms: [(what: String, text: String)] = []

    /// The names of options, and what else they are called, with the secrets.
    mutating func watch(_ secret: Secret, called what: String) {
        let text = secret.withExposedText { $0 }
        guard text.utf8.count >= Self.shortest else { return }
        let encoded = Data(text.utf8).base64EncodedString().prefix { $0 != "=" }
        let hexadecimal = text.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        forms += [(what, text), (what, String(encoded)), (what, hexadecimal), (what, String(text.reversed()))]
    }

    /// What was found in a text; nil when nothing was.
    func found(in text: String) -> String? {
        forms.first { text.contains($0.text) || text.lowercased().contains($0.text) }?.what
    }

    /// A password that nobody has ever used and that satisfies most rules.
    static func password(_ world: World) -> Secret {
        var generator = WorldRandomNumberGenerator(world.randomness)
        let letters = Array("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789")
        let middle = (0..<16).map { _ in letters[Int.random(in: letters.indices, using: &generator)] }
        return Secret("Kq7-\(String(middle))_9zX")
    }
}
