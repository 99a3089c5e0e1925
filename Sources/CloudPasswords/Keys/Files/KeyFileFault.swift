/// Why a reader of one format cannot give the key, before the file's name and the way out are added.
///
/// No case ever carries anything of the file but lengths, counts and names of algorithms.
enum KeyFileFault: Error, Equatable {
    /// It is encrypted, and no passphrase was given.
    case passphraseNeeded
    /// What comes out with the passphrase is no key. Where a format has no better check, damage looks the same.
    case wrongPassphrase
    /// It is of this format, but not whole; the text completes "the file is damaged: ".
    case damaged(String)
    /// It names work factors above ``WorkFactorLimits``; the text completes "the file asks for ".
    case tooMuchWork(String)
    /// It is encrypted or derived in a way that is not read; the text is the way's name.
    case unsupported(String)
    /// It is readable and holds no RSA private key.
    case other(KeyFileForm)
}
