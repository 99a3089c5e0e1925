import AutomationCore
import CloudPasswords
import Foundation
import Testing

/// Thousands of damaged key files, the same in every run.
@Suite(.timeLimit(.minutes(5)))
struct KeyFileMutationTests {
    private static let mutationsPerFile = 500
    private static let passphrase = "throwaway123"

    /// One cheap file of each format, so that the damage gets everywhere and the time goes into reading.
    private static let files = [
        "openssh.rsa1024", "openssh.rsa2050", "pkcs1.aes192.pem", "pkcs1.sm4-cbc.pem", "pkcs8.PBE-MD5-DES.pem",
        "pkcs8.PBE-SHA1-2DES.pem", "pkcs8.aes-192-cbc.pem", "pkcs8.encrypted.der", "pkcs8.scrypt-p4.pem",
        "v2.rsa1024.ppk", "v3.comment.ppk", "v3.plain.ppk",
    ]

    @Test(arguments: files)
    func `a damaged file is refused or holds the same key, and shows nothing of it`(file: String) throws {
        let whole = try KeyFormVectors.contents(file)
        let text = String(decoding: whole, as: UTF8.self)
        let expected = try KeyFormVectors.key(file, passphrase: Secret(Self.passphrase)).publicKey
        let source = SeededSource(seed: UInt64(Self.files.firstIndex(of: file) ?? 0))
        var opened = 0
        for _ in 0..<Self.mutationsPerFile {
            let damaged = Self.damage(whole, source)
            do {
                let key = try PrivateKey(contents: damaged, passphrase: Secret(Self.passphrase), name: "key")
                opened += 1
                #expect(key.publicKey == expected)
            } catch {
                #expect(error.kind == .key)
                let shown = [error.message, error.hint ?? "", "\(error)"].joined(separator: " ")
                #expect(!shown.contains(Self.passphrase))
                #expect(shown.utf8.count < 1000)
                // Any stretch of what could be base64 in the message must not come from the file.
                for stretch in shown.split(whereSeparator: { !$0.isLetter && !$0.isNumber && $0 != "+" && $0 != "/" })
                where stretch.count > 16 { #expect(!text.contains(stretch)) }
            }
        }
        // Damage to a comment or to a blank line does no harm; damage to anything else does.
        #expect(opened < Self.mutationsPerFile / 2)
    }

    /// One change, of the kinds that happen to files and that attackers make.
    private static func damage(_ whole: [UInt8], _ source: SeededSource) -> [UInt8] {
        func pick(_ count: Int) -> Int { Int(source.next() % UInt64(max(count, 1))) }
        var octets = whole
        // The first part of a file says how to read the rest, so half of the damage goes there.
        let place = pick(2) == 0 ? pick(min(400, octets.count)) : pick(octets.count)
        let end = min(place + 1 + pick(8), octets.count)
        switch pick(7) {
        case 0: octets[place] = UInt8(truncatingIfNeeded: source.next())
        case 1: octets[place] ^= 1 << UInt8(pick(8))
        case 2: octets.removeSubrange(place..<end)
        case 3: octets.insert(contentsOf: octets[place..<end], at: place)
        case 4: octets.removeLast(octets.count - place)
        case 5: octets.replaceSubrange(place..<end, with: octets.suffix(end - place))
        default: octets.replaceSubrange(place..<end, with: [0x00, 0xFF, 0x0A, 0x2C].shuffled(by: source))
        }
        return octets
    }
}

extension [UInt8] {
    /// Rotated by a random number of places, which is as good as shuffled for four of them.
    fileprivate func shuffled(by source: SeededSource) -> [UInt8] {
        let start = Int(source.next() % UInt64(count))
        return Array(self[start...] + self[..<start])
    }
}
