extension KeyFileForm {
    /// Tells a DER encoding's form from its outermost elements; nil when it is no DER or cut off.
    init?(der: ArraySlice<UInt8>) {
        guard let elements = DERReader.sequence(der), elements.count >= 2 else { return nil }
        switch elements.map(\.tag) {
        case let tags where tags.allSatisfy { $0 == DERReader.Tag.integer }:
            switch tags.count {
            case 2: self = .publicKey
            case 6: self = .otherAlgorithm("DSA")
            default: self = .plainRSA
            }
        case let tags where tags.starts(with: [DERReader.Tag.integer, DERReader.Tag.sequence]):
            if elements[0].content.elementsEqual([3]) {
                self = .pkcs12
            } else {
                self.init(algorithm: DERReader.elements(of: elements[1]).first)
            }
        case let tags where tags.starts(with: [DERReader.Tag.integer, DERReader.Tag.octetString]):
            self = .otherAlgorithm("EC")
        case [DERReader.Tag.sequence, DERReader.Tag.octetString]: self = .encryptedPKCS8
        case [DERReader.Tag.sequence, DERReader.Tag.bitString]: self = .publicKey
        case [DERReader.Tag.sequence, DERReader.Tag.sequence, DERReader.Tag.bitString]: self = .certificate
        default: self = .unknown
        }
    }

    /// The form of a PKCS#8 key, from the object identifier of its algorithm.
    private init(algorithm: DERReader.Element?) {
        switch DERReader.objectIdentifier(algorithm) {
        case nil: self = .unknown
        case "1.2.840.113549.1.1.1": self = .plainRSA
        case "1.2.840.113549.1.1.10": self = .otherAlgorithm("RSA-PSS")
        case "1.2.840.10045.2.1": self = .otherAlgorithm("EC")
        case "1.3.101.112": self = .otherAlgorithm("Ed25519")
        case "1.3.101.113": self = .otherAlgorithm("Ed448")
        case "1.2.840.10040.4.1": self = .otherAlgorithm("DSA")
        default: self = .otherAlgorithm("other than RSA")
        }
    }
}
