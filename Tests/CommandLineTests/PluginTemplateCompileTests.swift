import Foundation
import TestSupport
import Testing

/// The package of `plugin new swift`, held against the modules that this build has made: a package of its own would
/// build everything anew.
struct PluginTemplateCompileTests {
    private static let modules = CommandRun.productFolder + "/Modules"

    private static var compiler: String? {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/swiftc" }
            .first(where: FileManager.default.isExecutableFile)
    }

    private static var canCompile: Bool {
        compiler != nil && FileManager.default.fileExists(atPath: modules + "/LatchkeyCommandLine.swiftmodule")
    }

    /// The C modules that the built ones need, each by its map: those that the build has written, and the packages' own.
    private static var moduleMaps: [String] {
        let manager = FileManager.default
        func inside(_ folder: String) -> [String] {
            ((try? manager.contentsOfDirectory(atPath: folder)) ?? []).map { folder + "/" + $0 }
        }
        let build = (CommandRun.productFolder as NSString).deletingLastPathComponent
        let checkouts = (build as NSString).deletingLastPathComponent + "/checkouts"
        let packages = inside(checkouts).flatMap { inside($0 + "/Sources") }.map { $0 + "/include/module.modulemap" }
        let built = inside(CommandRun.productFolder).map { $0 + "/module.modulemap" }
        return (packages + built).filter(manager.fileExists)
    }

    private func check(_ sources: [String], in folder: TemporaryFolder) async throws -> CommandRun {
        try await RunningCommand(
            try #require(Self.compiler),
            ["-typecheck", "-swift-version", "6", "-warnings-as-errors", "-I", Self.modules]
                + ["-module-cache-path", folder.path + "/cache"]
                + Self.moduleMaps.flatMap { ["-Xcc", "-fmodule-map-file=\($0)"] } + sources,
            environment: ProcessInfo.processInfo.environment.filter { $0.key == "PATH" },
            folder: folder
        ).ended()
    }

    @Test(
        .enabled(if: canCompile, "swiftc is not in PATH, or the modules of this build are not beside the test bundle"),
        .timeLimit(.minutes(2))
    )
    func `the Swift package of plugin new compiles with the modules of today`() async throws {
        let folder = try TemporaryFolder()
        #expect(try await CommandRun.latchkey(["plugin", "new", "swift", "our-team"], folder: folder).exitCode == 0)
        let place = folder.path + "/our-team/Sources"
        let sources = try FileManager.default.contentsOfDirectory(atPath: place).map { "\(place)/\($0)" }.sorted()
        #expect(sources.count == 2)
        let checked = try await check(sources, in: folder)
        #expect(checked.exitCode == 0, "\(checked.text)")
        // Whether it was looked at at all.
        let wrong = try folder.write("wrong.swift", "import AutomationCore\nfunc wrong() -> PluginManifest { 1 }\n")
        #expect(try await check(sources + [wrong], in: folder).errors.contains("PluginManifest"))
    }
}
