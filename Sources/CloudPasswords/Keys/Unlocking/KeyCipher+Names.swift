extension KeyCipher {
    /// The cipher that an OpenSSH key names; nil for one that OpenSSH itself has given up since.
    init?(openSSHName name: String) {
        switch name {
        case "aes128-cbc": self = .chained("AES-128", key: 16, block: 16)
        case "aes192-cbc": self = .chained("AES-192", key: 24, block: 16)
        case "aes256-cbc", "rijndael-cbc@lysator.liu.se": self = .chained("AES-256", key: 32, block: 16)
        case "3des-cbc": self = .chained("TripleDES", key: 24, block: 8)
        case "aes128-ctr": self = .stream("CTR(AES-128)", key: 16, initialization: 16, alignment: 16)
        case "aes192-ctr": self = .stream("CTR(AES-192)", key: 24, initialization: 16, alignment: 16)
        case "aes256-ctr": self = .stream("CTR(AES-256)", key: 32, initialization: 16, alignment: 16)
        case "aes128-gcm@openssh.com": self = .authenticated("AES-128/GCM", key: 16, initialization: 12, alignment: 16)
        case "aes256-gcm@openssh.com": self = .authenticated("AES-256/GCM", key: 32, initialization: 12, alignment: 16)
        case "chacha20-poly1305@openssh.com":
            self.init(
                libraryName: "ChaCha(20)",
                mode: .openSSHChaCha,
                keyLength: 64,
                initializationLength: 0,
                blockLength: 8
            )
        default: return nil
        }
    }

    /// The cipher that the header `DEK-Info` of a PEM block names, in OpenSSL's words.
    init?(pemName name: String) {
        switch name.uppercased() {
        case "AES-128-CBC": self = .chained("AES-128", key: 16, block: 16)
        case "AES-192-CBC": self = .chained("AES-192", key: 24, block: 16)
        case "AES-256-CBC": self = .chained("AES-256", key: 32, block: 16)
        case "AES-128-CFB": self = .stream("AES-128/CFB", key: 16, initialization: 16)
        case "AES-192-CFB": self = .stream("AES-192/CFB", key: 24, initialization: 16)
        case "AES-256-CFB": self = .stream("AES-256/CFB", key: 32, initialization: 16)
        case "AES-128-CTR": self = .stream("CTR(AES-128)", key: 16, initialization: 16)
        case "AES-192-CTR": self = .stream("CTR(AES-192)", key: 24, initialization: 16)
        case "AES-256-CTR": self = .stream("CTR(AES-256)", key: 32, initialization: 16)
        case "AES-128-OFB": self = .stream("OFB(AES-128)", key: 16, initialization: 16)
        case "AES-192-OFB": self = .stream("OFB(AES-192)", key: 24, initialization: 16)
        case "AES-256-OFB": self = .stream("OFB(AES-256)", key: 32, initialization: 16)
        case "ARIA-128-CBC": self = .chained("ARIA-128", key: 16, block: 16)
        case "ARIA-192-CBC": self = .chained("ARIA-192", key: 24, block: 16)
        case "ARIA-256-CBC": self = .chained("ARIA-256", key: 32, block: 16)
        case "BF-CBC": self = .chained("Blowfish", key: 16, block: 8)
        case "CAMELLIA-128-CBC": self = .chained("Camellia-128", key: 16, block: 16)
        case "CAMELLIA-192-CBC": self = .chained("Camellia-192", key: 24, block: 16)
        case "CAMELLIA-256-CBC": self = .chained("Camellia-256", key: 32, block: 16)
        case "CAST5-CBC": self = .chained("CAST-128", key: 16, block: 8)
        case "DES-CBC": self = .chained("DES", key: 8, block: 8)
        case "DES-EDE-CBC": self = .chained("TripleDES", key: 16, block: 8)
        case "DES-EDE3-CBC": self = .chained("TripleDES", key: 24, block: 8)
        case "IDEA-CBC": self = .chained("IDEA", key: 16, block: 8)
        case "SEED-CBC": self = .chained("SEED", key: 16, block: 16)
        case "SM4-CBC": self = .chained("SM4", key: 16, block: 16)
        default: return nil
        }
    }

    /// The cipher of PBES2 (RFC 8018, appendix B.2) with this object identifier, where its parameters are an
    /// initialization vector and nothing else.
    init?(objectIdentifier: String) {
        switch objectIdentifier {
        case "2.16.840.1.101.3.4.1.2": self = .chained("AES-128", key: 16, block: 16)
        case "2.16.840.1.101.3.4.1.22": self = .chained("AES-192", key: 24, block: 16)
        case "2.16.840.1.101.3.4.1.42": self = .chained("AES-256", key: 32, block: 16)
        case "2.16.840.1.101.3.4.1.3": self = .stream("OFB(AES-128)", key: 16, initialization: 16)
        case "2.16.840.1.101.3.4.1.23": self = .stream("OFB(AES-192)", key: 24, initialization: 16)
        case "2.16.840.1.101.3.4.1.43": self = .stream("OFB(AES-256)", key: 32, initialization: 16)
        case "2.16.840.1.101.3.4.1.4": self = .stream("AES-128/CFB", key: 16, initialization: 16)
        case "2.16.840.1.101.3.4.1.24": self = .stream("AES-192/CFB", key: 24, initialization: 16)
        case "2.16.840.1.101.3.4.1.44": self = .stream("AES-256/CFB", key: 32, initialization: 16)
        case "1.2.840.113549.3.7": self = .chained("TripleDES", key: 24, block: 8)
        case "1.3.14.3.2.7": self = .chained("DES", key: 8, block: 8)
        case "1.2.392.200011.61.1.1.1.2": self = .chained("Camellia-128", key: 16, block: 16)
        case "1.2.392.200011.61.1.1.1.3": self = .chained("Camellia-192", key: 24, block: 16)
        case "1.2.392.200011.61.1.1.1.4": self = .chained("Camellia-256", key: 32, block: 16)
        case "1.2.410.200046.1.1.2": self = .chained("ARIA-128", key: 16, block: 16)
        case "1.2.410.200046.1.1.7": self = .chained("ARIA-192", key: 24, block: 16)
        case "1.2.410.200046.1.1.12": self = .chained("ARIA-256", key: 32, block: 16)
        case "1.2.410.200004.1.4": self = .chained("SEED", key: 16, block: 16)
        case "1.2.156.10197.1.104.2": self = .chained("SM4", key: 16, block: 16)
        case "1.3.6.1.4.1.3029.1.2": self = .chained("Blowfish", key: 16, block: 8)
        default: return nil
        }
    }

    private static func authenticated(_ name: String, key: Int, initialization: Int, alignment: Int) -> KeyCipher {
        KeyCipher(
            libraryName: name,
            mode: .authenticated,
            keyLength: key,
            initializationLength: initialization,
            blockLength: alignment
        )
    }
}
