import AutomationCore
import Foundation

/// What is planted in the inputs and must not come out of a parser in an error.
enum FuzzSecrets {
    static let password = "Planted-Passw0rd:9/%"
    static let token = "PlantedToken0123456789abcdef"
    static let passphrase = "throwaway123"
    static let all = [password, token, passphrase]

    /// What a request's context hides.
    static let hidden = [Secret(password), Secret(token)]

    /// What of `texts` shows a secret, or a stretch of `input` that is as long as a line of a key; nil when nothing.
    ///
    /// - Parameter isKey: whether the input is a key file, of which no error may quote a part.
    static func leak(in texts: [String], of input: [UInt8], isKey: Bool, more: [String]) -> String? {
        for text in texts {
            // By bytes: whatever follows in the text may join a secret's last letter to another character.
            let bytes = Data(text.utf8)
            if (all + more).contains(where: { bytes.range(of: Data($0.utf8)) != nil }) { return text }
            guard isKey else { continue }
            let words = text.split { !$0.isASCII || !$0.isLetter && !$0.isNumber && $0 != "+" && $0 != "/" }
            for word in words where word.utf8.count > 40 && Data(input).range(of: Data(word.utf8)) != nil {
                return text
            }
        }
        return nil
    }
}
