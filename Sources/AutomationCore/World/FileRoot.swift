/// The folder that relative paths start from.
///
/// A run has its working directory here, a test a temporary one; no code asks the process for its current folder.
public struct FileRoot: Sendable, Equatable {
    /// The folder's absolute path.
    public let path: String

    /// Makes the root at an absolute path.
    public init(_ path: String) {
        self.path = path
    }

    /// The absolute path that `path` means here; an absolute one stands for itself.
    public func resolve(_ path: String) -> String {
        if path.hasPrefix("/") { return path }
        return self.path.hasSuffix("/") ? self.path + path : self.path + "/" + path
    }
}
