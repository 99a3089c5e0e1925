import Crypto
import Foundation

extension QuotaMemory {
    /// The opaque key under which a limit is remembered: part of a digest over the cloud, the project and the kind.
    ///
    /// - Returns: Nil when it is not known which cloud it is, so that one is not taken for another.
    public static func key(location: CloudLocation, quota: QuotaClass) -> String? {
        guard let cloud = location.endpoint ?? location.region else { return nil }
        let text = [cloud, location.projectID ?? "", quota.rawValue].joined(separator: "\n")
        return SHA256.hash(data: Data(text.utf8)).prefix(12).map { byte in
            (byte < 0x10 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }
}
