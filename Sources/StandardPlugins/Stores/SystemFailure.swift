import Foundation

/// What the operating system says about its last failure.
enum SystemFailure {
    /// The text for `errno`, in lower case: `no such file or directory`.
    static func reason() -> String {
        let text = String(cString: strerror(errno))
        return text.prefix(1).lowercased() + text.dropFirst()
    }
}
