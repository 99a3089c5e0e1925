import AgeEncryption
import Crypto
import Foundation
import Testing

/// The published vectors, read from beside the checkout and nowhere else.
@Suite(
    .enabled(if: AgeVector.areThere, "the age vectors are read from ../shared/vectors-age.tar.gz, which is not there")
)
struct AgeVectorTests {
    static let supported = AgeVector.all.filter { !$0.isUnsupported }
    static let unsupported = AgeVector.all.filter(\.isUnsupported)

    private func opened(_ vector: AgeVector, with identities: [AgeIdentity]) throws -> [UInt8] {
        let file = vector.isArmored ? try AgeArmor.decode(vector.file) : vector.file
        return try AgeFile.decrypt(file, with: identities)
    }

    @Test func `there are as many as were published`() {
        #expect(AgeVector.all.count == 113)
        #expect(Self.supported.count == 76)
    }

    @Test(arguments: supported)
    func `a vector ends as it says`(vector: AgeVector) throws {
        let identities = try vector.identities.map { try AgeIdentity($0) }
        let codes: [String: AgeError.Code] = [
            "no match": .noMatch, "HMAC failure": .headerAuthentication, "header failure": .header,
            "armor failure": .armor, "payload failure": .payload,
        ]
        if vector.expectation == "success" {
            let digest = SHA256.hash(data: try opened(vector, with: identities))
            #expect(digest.map { String(format: "%02x", $0) }.joined() == vector.payload)
        } else {
            let error = try #require(throws: AgeError.self) { try opened(vector, with: identities) }
            #expect(error.code == codes[vector.expectation])
        }
    }

    @Test(arguments: unsupported)
    func `a passphrase or a hybrid recipient is refused by name`(vector: AgeVector) throws {
        // An identity of ours, which the file may be for as well.
        let supported = vector.identities.compactMap { try? AgeIdentity($0) }
        for text in vector.identities where text.hasPrefix("AGE-SECRET-KEY-PQ-") {
            let error = try #require(throws: AgeError.self) { try AgeIdentity(text) }
            #expect(error.code == .unsupported)
        }
        let error = try #require(throws: AgeError.self) { try opened(vector, with: supported) }
        switch vector.name {
        // A mixture that is refused whoever reads it.
        case "scrypt_and_x25519", "scrypt_double", "hybrid_x25519_arg": #expect(error.code == .header)
        // No header of any kind has such a line.
        case "scrypt_not_canonical_body", "hybrid_not_canonical_body": #expect(error.code == .header)
        case "hybrid_and_x25519": #expect(error.code == .noMatch)
        default:
            #expect(error.code == .unsupported)
            #expect(error.message.contains(vector.name.hasPrefix("hybrid") ? /(?i)mlkem768x25519|grease/ : /scrypt/))
        }
    }
}
