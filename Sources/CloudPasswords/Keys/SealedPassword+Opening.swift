public import AutomationCore
import Foundation

extension SealedPassword {
    /// Some encryptors drop the block's leading zero octets, which changes nothing of the number it stands for. Four
    /// zeros in a row occur once in four thousand million blocks; a key of another size differs by far more.
    private static let droppedZeros = 4

    /// Decrypts the password.
    ///
    /// The result remembers ``digest``, so that clearing the cloud's record can tell that what it destroys was
    /// opened and kept. No error tells anything of what was inside.
    ///
    /// - Parameter key: the private key of the key pair that the server was made with.
    /// - Throws: `AutomationError` of kind `decryption`: the text is no sealed password, was sealed for another key,
    ///   or holds what cannot be a password.
    public func open(with key: PrivateKey) throws(AutomationError) -> Secret {
        let block = try block(for: key)
        guard var plain = key.decrypt(block) else { throw mismatch(block, key) }
        defer { plain.resetBytes(in: plain.startIndex..<plain.endIndex) }
        guard !plain.isEmpty else {
            throw failure("there is no password in it: what was sealed is empty", hint: "reset the server's password")
        }
        guard let password = String(validating: plain, as: UTF8.self) else {
            throw failure("what was sealed is not a text in UTF-8", hint: Self.byHandHint(key))
        }
        guard password.unicodeScalars.allSatisfy(Self.isTypeable) else {
            throw failure("what was sealed has control characters, which no password has", hint: Self.byHandHint(key))
        }
        return Secret(password, sealedDigest: digest)
    }

    /// The encrypted block, as long as the key's modulus.
    private func block(for key: PrivateKey) throws(AutomationError) -> Data {
        guard let block = Self.decode(text) else {
            throw failure(
                "it is not valid base64, so it is no sealed password",
                hint: "take it as the API answered it, as a whole; the example in the API's documentation is not one"
            )
        }
        let missing = key.modulusByteCount - block.count
        guard (0...Self.droppedZeros).contains(missing) else {
            guard missing < 0 || Self.isKeySize(block.count) else {
                throw failure(
                    "it is cut off: there are \(block.count) octets of the \(key.modulusByteCount) that this key's "
                        + "passwords have",
                    hint: "take it as the API answered it, as a whole"
                )
            }
            throw failure(
                "the password was sealed for a \(block.count * 8)-bit key, this key has \(key.bits) bits",
                hint: "use the private key of the key pair that the server was made with, not \(key.name)"
            )
        }
        return Data(count: missing) + block
    }

    /// Why a block of the right length does not open.
    private func mismatch(_ block: Data, _ key: PrivateKey) -> AutomationError {
        if key.opensWithOAEP(block) {
            return failure(
                "it was sealed for this key, but with OAEP padding, which the cloud's servers do not use",
                hint: "it comes from somewhere else; to open it: openssl pkeyutl -decrypt -pkeyopt "
                    + "rsa_padding_mode:oaep -inkey \(key.name)"
            )
        }
        return failure(
            "the private key \(key.name) does not match the key pair the server was made with",
            hint: "compare this key's fingerprint, \(key.fingerprint), with the public key of the server's key "
                + "pair: ssh-keygen -l -f"
        )
    }

    /// Whether whole keys have this many octets: 1024, 2048, 3072, 4096 bits and so on.
    private static func isKeySize(_ count: Int) -> Bool { count > 0 && count.isMultiple(of: 128) }

    /// Reads base64 whatever lines it was broken into, with or without the padding at its end.
    private static func decode(_ text: String) -> Data? {
        // Mostly it is in one piece and complete. Foundation takes any number of padding characters.
        if text.utf8.count.isMultiple(of: 4), !text.hasSuffix("==="), let block = Data(base64Encoded: text) {
            return block
        }
        let digits = text.filter { !$0.isWhitespace }
        let unpadded = digits.prefix { $0 != "=" }
        let padding = String(repeating: "=", count: (4 - unpadded.count % 4) % 4)
        // What padding there is has to be the right one: a text cut off in its middle must not pass.
        guard digits.count == unpadded.count || digits == unpadded + padding else { return nil }
        return Data(base64Encoded: unpadded + padding)
    }

    /// Line ends and tabs can get into a password that was handed to the server as metadata; other control characters
    /// are a sign of text in another encoding, UTF-16 above all.
    private static func isTypeable(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory != .control || ["\n", "\r", "\t"].contains(scalar)
    }

    private static func byHandHint(_ key: PrivateKey) -> String {
        "to see the bytes, decode the base64 and use openssl pkeyutl -decrypt -inkey \(key.name); or reset the "
            + "server's password"
    }

    private func failure(_ message: String, hint: String) -> AutomationError {
        AutomationError(.decryption, message, server: server?.label, hint: hint)
    }
}
