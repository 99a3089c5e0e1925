extension PluginTemplate {
    static func swift(_ name: String) -> [File] {
        let type = name.split { $0 == "-" || $0 == "_" }.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
        return [
            File(path: "Package.swift", text: package(name)),
            File(path: ".gitignore", text: ".build/\n"),
            File(path: "README.md", text: readme(name, type)),
            File(
                path: "Sources/main.swift",
                text: """
                    import LatchkeyCommandLine

                    await Latchkey.main(plugins: [\(type)Plugin()])

                    """
            ),
            File(path: "Sources/\(type)Plugin.swift", text: plugin(name, type)),
        ]
    }

    private static func package(_ name: String) -> String {
        """
        // swift-tools-version: 6.3

        import PackageDescription

        let package = Package(
            name: "\(name)",
            platforms: [.macOS(.v15)],
            dependencies: [
                // Where Latchkey is: a checkout beside this folder, or a release,
                // .package(url: "https://git.example.com/latchkey.git", from: "0.1.0")
                .package(name: "latchkey", path: "../latchkey")
            ],
            targets: [
                .executableTarget(
                    name: "latchkey-\(name)",
                    dependencies: [
                        .product(name: "AutomationCore", package: "latchkey"),
                        .product(name: "LatchkeyCommandLine", package: "latchkey"),
                    ],
                    path: "Sources"
                )
            ]
        )

        """
    }

    private static func plugin(_ name: String, _ type: String) -> String {
        """
        import AutomationCore

        /// Servers of a team. Other slots of `PluginService` are a secret store, credentials, a policy, an event sink.
        struct \(type)Plugin: Plugin, Inventory, OperationHook {
            let manifest = PluginManifest(
                name: "\(name)",
                version: "0.1.0",
                summary: "Servers of a team, and who may change them."
            )

            /// In runbooks: `require "\(name)".owner(server)`.
            var modules: [HostModule] {
                let owner = HostFunction(
                    "owner",
                    summary: "Says which team a server belongs to.",
                    parameters: [Parameter("server", .server, "the server")],
                    returns: .init(.string, "the team"),
                    effect: .read,
                    body: .immediate { _ in .string("web") }
                )
                return [
                    HostModule(
                        name: "\(name)",
                        summary: "Knows whose servers they are.",
                        functions: [owner],
                        objectTypes: [Server.objectType]
                    )
                ]
            }

            func provision(_ context: PluginContext) async throws -> PluginService {
                PluginService(modules: modules, inventory: self, hook: self)
            }

            func servers() async throws -> [Server] {
                [Server(id: "example-1", name: "web-01"), Server(id: "example-2", name: "web-02")]
            }

            func before(_ operation: OperationNotice) async throws {
                guard let name = operation.server.name, name.hasPrefix("frozen-") else { return }
                throw AutomationError(.vetoed, "\\(name) is frozen")
            }
        }

        """
    }

    private static func readme(_ name: String, _ type: String) -> String {
        """
        # \(name)

        A `latchkey` of your own with the plugin `\(name)` built in.

        1. Say in `Package.swift` where Latchkey is. As it stands there, its checkout is the folder `latchkey` beside this
           one; a release is named by the address of its repository, as the comment there shows.
        2. `swift build`
        3. `.build/debug/latchkey-\(name) run procedure.lua --inventory \(name)`; in the runbook
           `require "\(name)".owner(server)`.

        The conformance kit that every plugin passes is in the library `PluginHost`; a test of yours runs it with
        `PluginConformance(world: world) { _ in \(type)Plugin() }.run()` and expects no outcome that has failed.

        """
    }
}
