import Crypto
import CryptoExtras
import Dispatch
import Foundation

/// The limit that opening sealed passwords has on this machine: the cryptographic library in a bare loop on all cores.
///
/// `opening-benchmark prepare FOLDER` makes `key.pem`, a private key of 2048 bits, and `answer.json`, what the cloud
/// answers for a password that is sealed for it. `opening-benchmark run FOLDER COUNT` opens it so many times and prints
/// how many times a second that is.
@main
struct OpeningBenchmark {
    private struct Answer: Codable {
        var password: String
    }

    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard let command = arguments.first, let folder = arguments.dropFirst().first else {
            throw CocoaError(.formatting)
        }
        let key = URL(fileURLWithPath: folder).appending(path: "key.pem")
        let answer = URL(fileURLWithPath: folder).appending(path: "answer.json")
        if command == "prepare" { return try prepare(key: key, answer: answer) }
        guard command == "run", let count = arguments.last.flatMap({ Int($0) }) else { throw CocoaError(.formatting) }
        let pem = try String(contentsOf: key, encoding: .utf8)
        let text = try JSONDecoder().decode(Answer.self, from: Data(contentsOf: answer)).password
        guard let sealed = Data(base64Encoded: text) else { throw CocoaError(.formatting) }
        print(try rate(pem: pem, sealed: sealed, count: count))
    }

    private static func prepare(key file: URL, answer: URL) throws {
        let key = try _RSA.Encryption.PrivateKey(keySize: .bits2048)
        let password = Data("Benchmark-7Xq-4Zp-9Wd".utf8)
        let sealed = try key.publicKey.encrypt(password, padding: ._WEAK_AND_INSECURE_PKCS_V1_5)
        try Data(key.pemRepresentation.utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
        try JSONEncoder().encode(Answer(password: sealed.base64EncodedString())).write(to: answer)
    }

    /// Opened passwords a second, each core with a key of its own and nothing else to do.
    private static func rate(pem: String, sealed: Data, count: Int) throws -> Double {
        let cores = ProcessInfo.processInfo.activeProcessorCount
        // A program of the same form would open nothing at all if the key were the wrong one.
        _ = try _RSA.Encryption.PrivateKey(pemRepresentation: pem).decrypt(
            sealed,
            padding: ._WEAK_AND_INSECURE_PKCS_V1_5
        )
        let duration = ContinuousClock().measure {
            DispatchQueue.concurrentPerform(iterations: cores) { _ in
                guard let key = try? _RSA.Encryption.PrivateKey(pemRepresentation: pem) else { return }
                for _ in 0..<(count / cores) {
                    _ = try? key.decrypt(sealed, padding: ._WEAK_AND_INSECURE_PKCS_V1_5)
                }
            }
        }
        return Double(count / cores * cores) / (duration / .seconds(1))
    }
}
