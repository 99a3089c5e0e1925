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
        guard let algorithm, algorithm.tag == DERReader.Tag.objectIdentifier else {
            self = .unknown
            return
        }
        switch Array(algorithm.content) {
        case [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01]: self = .plainRSA
        case [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x0A]: self = .otherAlgorithm("RSA-PSS")
        case [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01]: self = .otherAlgorithm("EC")
        case [0x2B, 0x65, 0x70]: self = .otherAlgorithm("Ed25519")
        case [0x2B, 0x65, 0x71]: self = .otherAlgorithm("Ed448")
        case [0x2A, 0x86, 0x48, 0xCE, 0x38, 0x04, 0x01]: self = .otherAlgorithm("DSA")
        default: self = .otherAlgorithm("other than RSA")
        }
    }
}
