/// The numbers of an RSA private key, each as big-endian octets without leading zeros.
struct RSANumbers {
    /// The octets of the longest modulus that the cryptographic library takes, 16,384 bits.
    private static let longest = 2048

    var modulus: [UInt8]
    var publicExponent: [UInt8]
    var privateExponent: [UInt8]
    var prime1: [UInt8]
    var prime2: [UInt8]
    /// The inverse of the second prime modulo the first.
    var coefficient: [UInt8]

    /// The key as a PKCS#1 `RSAPrivateKey` (RFC 8017, appendix A.1.2), with the two exponents that follow from the
    /// others. Whether the numbers belong together is for the cryptographic library to check.
    ///
    /// - Throws: ``KeyFileFault/damaged(_:)`` when a number is missing or longer than any key.
    func pkcs1() throws(KeyFileFault) -> [UInt8] {
        let numbers = [modulus, publicExponent, privateExponent, prime1, prime2, coefficient]
        guard numbers.allSatisfy({ (1...Self.longest).contains($0.count) }) else { throw Self.damaged }
        do {
            let exponent1 = try CipherLibrary.remainder(of: privateExponent, byOneLessThan: prime1)
            let exponent2 = try CipherLibrary.remainder(of: privateExponent, byOneLessThan: prime2)
            let version: [UInt8] = [0]
            return DERWriter.sequence(
                [
                    version, modulus, publicExponent, privateExponent, prime1, prime2, exponent1, exponent2,
                    coefficient,
                ].map { DERWriter.integer($0) }
            )
        } catch {
            throw Self.damaged
        }
    }

    /// The length of the modulus.
    var bits: Int {
        guard let first = modulus.first else { return 0 }
        return modulus.count * 8 - first.leadingZeroBitCount
    }

    private static let damaged = KeyFileFault.damaged("the numbers of the key do not belong together")
}

extension RSANumbers {
    /// Reads a PKCS#1 `RSAPrivateKey`; nil when `der` is anything else.
    init?(pkcs1 der: ArraySlice<UInt8>) {
        // Version, modulus, publicExponent, privateExponent, prime1, prime2, exponent1, exponent2, coefficient.
        guard let elements = DERReader.sequence(der), elements.count == 9,
            elements.allSatisfy({ $0.tag == DERReader.Tag.integer })
        else { return nil }
        let numbers = elements.map { Array($0.content.drop { $0 == 0 }) }
        self.init(
            modulus: numbers[1],
            publicExponent: numbers[2],
            privateExponent: numbers[3],
            prime1: numbers[4],
            prime2: numbers[5],
            coefficient: numbers[8]
        )
    }
}
