import AutomationCore

/// A password-based encryption scheme of PKCS#5 or PKCS#12, as an algorithm identifier names it.
struct PasswordBasedScheme {
    /// How the key comes from the passphrase.
    let derivation: KeyDerivation
    /// What decrypts.
    let cipher: KeyCipher
    /// The initialization vector; nil where it is derived together with the key.
    private let initialization: [UInt8]?

    /// Reads an `AlgorithmIdentifier`.
    ///
    /// - Throws: ``KeyFileFault``.
    init(_ algorithm: DERReader.Element) throws(KeyFileFault) {
        let elements = DERReader.elements(of: algorithm)
        guard elements.count == 2, let name = DERReader.objectIdentifier(elements[0]) else { throw Self.incomplete }
        let parameters = DERReader.elements(of: elements[1])
        if name == "1.2.840.113549.1.5.13" {
            guard parameters.count == 2 else { throw Self.incomplete }
            (cipher, initialization) = try Self.cipher(of: parameters[1])
            derivation = try Self.derivation(of: parameters[0], keyLength: cipher.keyLength)
        } else {
            (cipher, derivation) = try Self.scheme1(name, parameters)
            initialization = nil
        }
    }

    /// Decrypts what was encrypted with the scheme; the padding is still there.
    ///
    /// - Throws: ``KeyFileFault``.
    func decrypt(_ octets: [UInt8], passphrase: Secret) throws(KeyFileFault) -> [UInt8] {
        var derived = try derivation.octets(
            cipher.keyLength,
            initialization: initialization == nil ? cipher.initializationLength : 0,
            passphrase: passphrase
        )
        defer { CipherLibrary.overwrite(&derived) }
        return try cipher.decrypt(
            octets,
            key: Array(derived.prefix(cipher.keyLength)),
            initialization: initialization ?? Array(derived.dropFirst(cipher.keyLength))
        )
    }

    /// PBES1 (RFC 8018, appendix A.3) and the schemes of PKCS#12 (RFC 7292, appendix C).
    private static func scheme1(
        _ name: String,
        _ parameters: [DERReader.Element]
    ) throws(KeyFileFault) -> (KeyCipher, KeyDerivation) {
        if let unread = unreadSchemes[name] { throw .unsupported(unread) }
        guard let salt = DERReader.octets(parameters.first), let iterations = DERReader.count(parameters.last),
            parameters.count == 2
        else {
            throw incomplete
        }
        return switch name {
        case "1.2.840.113549.1.5.3":
            (.chained("DES", key: 8, block: 8), .pbkdf1(hash: .md5, salt: salt, iterations: iterations))
        case "1.2.840.113549.1.5.10":
            (.chained("DES", key: 8, block: 8), .pbkdf1(hash: .sha1, salt: salt, iterations: iterations))
        case "1.2.840.113549.1.12.1.1":
            (.stream("RC4", key: 16, initialization: 0), .pkcs12(salt: salt, iterations: iterations))
        case "1.2.840.113549.1.12.1.2":
            (.stream("RC4", key: 5, initialization: 0), .pkcs12(salt: salt, iterations: iterations))
        case "1.2.840.113549.1.12.1.3":
            (.chained("TripleDES", key: 24, block: 8), .pkcs12(salt: salt, iterations: iterations))
        case "1.2.840.113549.1.12.1.4":
            (.chained("TripleDES", key: 16, block: 8), .pkcs12(salt: salt, iterations: iterations))
        default: throw .unsupported("the scheme \(NameInFile.shown(name))")
        }
    }

    /// RC2 is in none of the libraries at hand, MD2 in none at all.
    private static let unreadSchemes = [
        "1.2.840.113549.1.5.1": "PBE-MD2-DES",
        "1.2.840.113549.1.5.4": "PBE-MD2-RC2-64",
        "1.2.840.113549.1.5.6": "PBE-MD5-RC2-64",
        "1.2.840.113549.1.5.11": "PBE-SHA1-RC2-64",
        "1.2.840.113549.1.12.1.5": "PBE-SHA1-RC2-128",
        "1.2.840.113549.1.12.1.6": "PBE-SHA1-RC2-40",
    ]

    private static func cipher(of element: DERReader.Element) throws(KeyFileFault) -> (KeyCipher, [UInt8]) {
        let elements = DERReader.elements(of: element)
        guard let name = DERReader.objectIdentifier(elements.first), elements.count == 2 else { throw incomplete }
        if name == "1.2.840.113549.3.2" { throw .unsupported("RC2-CBC") }
        guard let cipher = KeyCipher(objectIdentifier: name) else {
            throw .unsupported("the cipher \(NameInFile.shown(name))")
        }
        guard let initialization = DERReader.octets(elements[1]),
            initialization.count == cipher.initializationLength
        else { throw incomplete }
        return (cipher, initialization)
    }

    private static func derivation(
        of element: DERReader.Element,
        keyLength: Int
    ) throws(KeyFileFault) -> KeyDerivation {
        let elements = DERReader.elements(of: element)
        guard let name = DERReader.objectIdentifier(elements.first), elements.count == 2 else { throw incomplete }
        var parameters = DERReader.elements(of: elements[1])[...]
        guard let salt = DERReader.octets(parameters.popFirst()) else { throw incomplete }
        switch name {
        case "1.2.840.113549.1.5.12":
            guard let iterations = DERReader.count(parameters.popFirst()) else { throw incomplete }
            try checkLength(&parameters, keyLength)
            return .pbkdf2(hash: try hash(of: parameters.first), salt: salt, iterations: iterations)
        case "1.3.6.1.4.1.11591.4.11":
            guard let cost = DERReader.count(parameters.popFirst()),
                let blockSize = DERReader.count(parameters.popFirst()),
                let parallelism = DERReader.count(parameters.popFirst())
            else { throw incomplete }
            try checkLength(&parameters, keyLength)
            return .scrypt(salt: salt, cost: cost, blockSize: blockSize, parallelism: parallelism)
        default: throw .unsupported("the key derivation \(NameInFile.shown(name))")
        }
    }

    /// Both derivations may say how long the key is; it has to be what the cipher takes.
    private static func checkLength(
        _ parameters: inout ArraySlice<DERReader.Element>,
        _ keyLength: Int
    ) throws(KeyFileFault) {
        guard let length = DERReader.count(parameters.first) else { return }
        guard length == keyLength else { throw incomplete }
        parameters = parameters.dropFirst()
    }

    /// The hash of PBKDF2's pseudorandom function (RFC 8018, appendix B.1), as the cipher library calls it.
    private static func hash(of element: DERReader.Element?) throws(KeyFileFault) -> String {
        guard let element else { return "SHA-1" }
        guard let name = DERReader.objectIdentifier(DERReader.elements(of: element).first) else { throw incomplete }
        return switch name {
        case "1.2.840.113549.2.6": "MD5"
        case "1.2.840.113549.2.7": "SHA-1"
        case "1.2.840.113549.2.8": "SHA-224"
        case "1.2.840.113549.2.9": "SHA-256"
        case "1.2.840.113549.2.10": "SHA-384"
        case "1.2.840.113549.2.11": "SHA-512"
        case "1.2.840.113549.2.13": "SHA-512-256"
        default: throw .unsupported("PBKDF2 with the function \(NameInFile.shown(name))")
        }
    }

    private static let incomplete = KeyFileFault.damaged("the parameters of its encryption are incomplete")
}
