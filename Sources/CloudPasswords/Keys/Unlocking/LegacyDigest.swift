import Crypto

/// The hash functions of derivations that are too old for a library to offer them.
enum LegacyDigest {
    case md5
    case sha1

    func hash(_ octets: [UInt8]) -> [UInt8] {
        switch self {
        case .md5: Array(Insecure.MD5.hash(data: octets))
        case .sha1: Array(Insecure.SHA1.hash(data: octets))
        }
    }
}
