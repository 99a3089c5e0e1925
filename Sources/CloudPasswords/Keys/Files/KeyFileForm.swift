/// What a file that should hold a private key turns out to be.
enum KeyFileForm: Equatable {
    /// An RSA private key that is not encrypted, PKCS#1 or PKCS#8.
    case plainRSA
    /// PKCS#8 with a passphrase.
    case encryptedPKCS8
    /// PKCS#1 with a passphrase: the headers `Proc-Type` and `DEK-Info`.
    case encryptedPKCS1
    /// OpenSSH's own form; the algorithm is `ssh-rsa` for RSA and empty when it cannot be told.
    case openSSH(algorithm: String)
    /// PuTTY's own form.
    case putty(algorithm: String, isEncrypted: Bool)
    /// The form of the commercial SSH.
    case sshCom
    /// A private key of another algorithm: `EC`, `Ed25519`.
    case otherAlgorithm(String)
    case publicKey
    case certificate
    case pkcs12
    /// A private key in Microsoft's form PVK.
    case pvk
    /// A private key as Microsoft's cryptographic interface keeps it.
    case microsoftBlob
    case webPage
    case empty
    /// A PEM block that is no key at all, with its label.
    case otherBlock(String)
    case unknown

    /// What it is, with an article, for a sentence that starts with the file's name.
    var summary: String {
        switch self {
        case .plainRSA: "an RSA private key"
        case .encryptedPKCS8: "a PKCS#8 private key protected by a passphrase (ENCRYPTED PRIVATE KEY)"
        case .encryptedPKCS1: "an RSA private key protected by a passphrase (Proc-Type: 4,ENCRYPTED)"
        case .openSSH(let algorithm) where Self.isOther(algorithm):
            "an OpenSSH private key of type \(NameInFile.shown(algorithm))"
        case .openSSH: "an OpenSSH private key (OPENSSH PRIVATE KEY)"
        case .putty(let algorithm, _) where Self.isOther(algorithm):
            "a PuTTY private key of type \(NameInFile.shown(algorithm))"
        case .putty(_, let isEncrypted):
            isEncrypted ? "a PuTTY private key (.ppk) protected by a passphrase" : "a PuTTY private key (.ppk)"
        case .sshCom: "in the ssh.com form (SSH2 ENCRYPTED PRIVATE KEY)"
        case .otherAlgorithm(let algorithm): "a private key of type \(algorithm)"
        case .publicKey: "a public key"
        case .certificate: "a certificate"
        case .pkcs12: "a PKCS#12 container (.p12, .pfx)"
        case .pvk: "in the form PVK of Microsoft"
        case .microsoftBlob: "a key BLOB of Microsoft"
        case .webPage: "a web page"
        case .empty: "empty"
        case .otherBlock(let label): "no key but a PEM block \"\(label)\""
        case .unknown: "not a private key in any form that is known here"
        }
    }

    /// Whether an algorithm is known and is not RSA.
    static func isOther(_ algorithm: String) -> Bool {
        !algorithm.isEmpty && algorithm != "ssh-rsa"
    }
}
