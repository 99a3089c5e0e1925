import Crypto
import Foundation

/// The encrypted contents: chunks of 64 KiB, each authenticated, the last one marked as the last.
enum AgePayload {
    static let nonceSize = 16
    private static let chunkSize = 64 << 10
    private static let tagSize = 16

    static func seal(_ plaintext: [UInt8], with key: SymmetricKey) throws(AgeError) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(plaintext.count + (plaintext.count / chunkSize + 1) * tagSize)
        var rest = plaintext[...]
        var number: UInt64 = 0
        repeat {
            let chunk = rest.prefix(chunkSize)
            rest = rest.dropFirst(chunkSize)
            do {
                let box = try ChaChaPoly.seal(chunk, using: key, nonce: nonce(number, isLast: rest.isEmpty))
                result += box.ciphertext
                result += box.tag
            } catch { throw AgeError(.payload, "the payload cannot be encrypted") }
            number += 1
        } while !rest.isEmpty
        return result
    }

    /// The contents, none of which are given out unless all are authentic.
    static func open(_ payload: ArraySlice<UInt8>, with key: SymmetricKey) throws(AgeError) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(payload.count)
        var rest = payload
        var number: UInt64 = 0
        repeat {
            let chunk = rest.prefix(chunkSize + tagSize)
            rest = rest.dropFirst(chunkSize + tagSize)
            guard chunk.count >= tagSize else { throw AgeError(.payload, "the payload is cut short") }
            guard chunk.count > tagSize || number == 0 else {
                throw AgeError(.payload, "the payload ends with a chunk that holds nothing")
            }
            do {
                let box = try ChaChaPoly.SealedBox(
                    nonce: nonce(number, isLast: rest.isEmpty),
                    ciphertext: chunk.dropLast(tagSize),
                    tag: chunk.suffix(tagSize)
                )
                result += try ChaChaPoly.open(box, using: key)
            } catch { throw AgeError(.payload, "the payload was cut short, extended or changed") }
            number += 1
        } while !rest.isEmpty
        return result
    }

    /// Eleven bytes of counter, one that marks the last chunk.
    private static func nonce(_ number: UInt64, isLast: Bool) throws -> ChaChaPoly.Nonce {
        var bytes = [UInt8](repeating: 0, count: 12)
        for place in 0..<8 { bytes[10 - place] = UInt8(truncatingIfNeeded: number >> (8 * UInt64(place))) }
        bytes[11] = isLast ? 1 : 0
        return try ChaChaPoly.Nonce(data: bytes)
    }
}
