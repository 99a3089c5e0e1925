public import AutomationCore
import Foundation
import NIOSSL

/// The certificate authorities that are trusted in place of the system's.
public struct TrustedCertificates: Sendable {
    let certificates: [NIOSSLCertificate]

    /// Reads a file with one or more certificates in PEM form; text between them is skipped.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - files: where a relative path starts.
    ///   - place: what the path comes from, as the error shall call it: `OS_CACERT`.
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/input`` when the file is not there, cannot be read, or holds no
    ///   certificate.
    public init(path: String, in files: FileRoot, from place: String) throws(AutomationError) {
        let content: [UInt8]
        do {
            content = [UInt8](try Data(contentsOf: URL(fileURLWithPath: files.resolve(path))))
        } catch CocoaError.fileReadNoSuchFile {
            throw AutomationError(.input, "\(place) names \(path), and there is no such file")
        } catch {
            throw AutomationError(
                .input,
                "\(place) names \(path), which cannot be read",
                hint: "is it a file, and may this user read it?"
            )
        }
        do {
            certificates = try NIOSSLCertificate.fromPEMBytes(content)
        } catch {
            throw Self.unusable(path, from: place)
        }
        guard !certificates.isEmpty else { throw Self.unusable(path, from: place) }
    }

    private static func unusable(_ path: String, from place: String) -> AutomationError {
        AutomationError(
            .input,
            "\(place) names \(path), which is not a list of certificates in PEM form",
            hint: "each certificate stands between BEGIN CERTIFICATE and END CERTIFICATE"
        )
    }
}
