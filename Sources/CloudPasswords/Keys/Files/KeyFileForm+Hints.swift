extension KeyFileForm {
    /// What to do about a file of this form, with the command that converts it where there is one.
    ///
    /// - Parameters:
    ///   - file: the file's name, as the user gave it.
    ///   - isDER: whether it is binary instead of PEM.
    func hint(file: String, isDER: Bool) -> String {
        let source = Self.quoted(file)
        let target = Self.quoted(Self.plainName(of: file))
        return switch self {
        case .plainRSA: KeyFile.damageHint
        case .encryptedPKCS8, .encryptedPKCS1:
            // What is not read here is old, and OpenSSL 3 keeps old ciphers in a provider of their own.
            Self.converting(
                "openssl pkey -provider default -provider legacy\(isDER ? " -inform DER" : "") -in \(source) "
                    + "-out \(target)"
            )
        case .openSSH(let algorithm) where Self.isOther(algorithm): Self.onlyRSA
        case .openSSH:
            Self.converting("cp \(source) \(target) && ssh-keygen -p -m PEM -N '' -f \(target)")
        case .putty(let algorithm, _) where Self.isOther(algorithm): Self.onlyRSA
        case .putty(_, let isEncrypted):
            Self.converting(
                "puttygen \(source) -O private-openssh -o \(target)"
                    + (isEncrypted ? " --new-passphrase /dev/null" : "")
            ) + "; in PuTTYgen's window it is Conversions > Export OpenSSH key, without a passphrase"
        case .sshCom:
            Self.converting("puttygen \(source) -O private-openssh -o \(target) --new-passphrase /dev/null")
        case .otherAlgorithm: Self.onlyRSA
        case .publicKey, .certificate:
            "the private key is the other file of the pair: the one that was downloaded when the key pair was created"
        case .pkcs12: Self.converting("openssl pkcs12 -in \(source) -nocerts -nodes -out \(target)")
        case .pvk:
            Self.converting(
                "openssl rsa -provider default -provider legacy -inform PVK -in \(source) -out \(target)"
            )
        case .microsoftBlob: Self.converting("openssl rsa -inform MSBLOB -in \(source) -out \(target)")
        case .webPage:
            "the download went wrong, probably a login page was saved; the cloud offers a private key once, when the "
                + "key pair is created"
        case .empty, .otherBlock, .unknown:
            "a private key starts with -----BEGIN RSA PRIVATE KEY----- or -----BEGIN PRIVATE KEY-----"
        }
    }

    /// What to do about a file whose passphrase takes too much work to try.
    ///
    /// - Parameters:
    ///   - file: the file's name, as the user gave it.
    ///   - isDER: whether it is binary instead of PEM.
    func reencryptingHint(file: String, isDER: Bool) -> String {
        let source = Self.quoted(file)
        let target = Self.quoted(Self.plainName(of: file))
        let command =
            switch self {
            case .openSSH: "cp \(source) \(target) && ssh-keygen -p -a 16 -f \(target)"
            case .putty: "puttygen \(source) --reencrypt -o \(target)"
            default: "openssl pkey\(isDER ? " -inform DER" : "") -in \(source) -aes256 -out \(target)"
            }
        return "no tool asks for that much by itself; if you trust the file, encrypt it anew: \(command)"
    }

    private static let onlyRSA =
        "passwords are sealed for RSA key pairs only, so a server made with another key pair has none to open: reset "
        + "its password instead"

    private static func converting(_ command: String) -> String {
        "convert it, and use the new file, which has no passphrase and must be kept as safe as the password: \(command)"
    }

    /// `keys/web.pem` becomes `keys/web.plain.pem`.
    private static func plainName(of file: String) -> String {
        let folderEnd = file.lastIndex(of: "/").map { file.index(after: $0) } ?? file.startIndex
        let name = file[folderEnd...]
        let stem = name.dropFirst().lastIndex(of: ".").map { name[..<$0] } ?? name
        return file[..<folderEnd] + stem + ".plain.pem"
    }

    /// The name as a shell takes it for one word.
    private static func quoted(_ file: String) -> String {
        let isPlain = file.unicodeScalars.allSatisfy {
            $0.isASCII
                && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || "._-/+@%:".unicodeScalars.contains($0))
        }
        if isPlain && !file.isEmpty && !file.hasPrefix("-") { return file }
        return "'" + file.replacing("'", with: "'\\''") + "'"
    }
}
