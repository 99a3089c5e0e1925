import Foundation

/// Debian's `age`.
enum AgeProgram {
    static let isThere = FileManager.default.isExecutableFile(atPath: "/usr/bin/age")
}
