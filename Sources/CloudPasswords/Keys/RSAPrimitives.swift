import Foundation

/// The numbers of an RSA private key, each as big-endian octets without leading zeros.
struct RSAPrimitives {
    var modulus: Data
    var publicExponent: Data
    var privateExponent: Data
    var prime1: Data
    var prime2: Data

    /// Reads a PKCS#1 `RSAPrivateKey`; nil when `der` is anything else.
    init?(pkcs1 der: ArraySlice<UInt8>) {
        // RFC 8017 A.1.2: version, modulus, publicExponent, privateExponent, prime1, prime2, then three numbers that
        // follow from these.
        guard let elements = DERReader.sequence(der), elements.count == 9,
            elements.allSatisfy({ $0.tag == DERReader.Tag.integer })
        else { return nil }
        let numbers = elements.map { Data($0.content.drop { $0 == 0 }) }
        modulus = numbers[1]
        publicExponent = numbers[2]
        privateExponent = numbers[3]
        prime1 = numbers[4]
        prime2 = numbers[5]
    }

    /// The length of the modulus.
    var bits: Int {
        guard let first = modulus.first else { return 0 }
        return modulus.count * 8 - first.leadingZeroBitCount
    }
}
