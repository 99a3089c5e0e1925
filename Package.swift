// swift-tools-version: 6.3

import PackageDescription

/// The same rules for every Swift room. Warnings are errors, unless a newer compiler than the one this was written
/// with finds new ones in your way: LATCHKEY_ALLOW_WARNINGS=1 lets them pass.
let settings: [SwiftSetting] =
    [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("ImmutableWeakCaptures"),
        .enableUpcomingFeature("InferIsolatedConformances"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    ] + (Context.environment["LATCHKEY_ALLOW_WARNINGS"] == nil ? [.treatAllWarnings(as: .error)] : [])

/// Built for scripts/bench alone, so that nobody else waits for it.
let benchmarks: [Target] =
    Context.environment["LATCHKEY_BENCHMARKS"] == nil
    ? []
    : [
        .executableTarget(
            name: "boundary-benchmark",
            dependencies: ["AutomationCore", "LuaRuntime"],
            path: "Sources/Benchmarks/BoundaryBenchmark",
            exclude: ["Programs"],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "opening-benchmark",
            dependencies: [
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ],
            path: "Sources/Benchmarks/OpeningBenchmark",
            swiftSettings: settings
        ),
        .executableTarget(
            name: "plugin-benchmark",
            dependencies: ["AutomationCore", "RunbookEngine"],
            path: "Sources/Benchmarks/PluginBenchmark",
            swiftSettings: settings
        ),
        .executableTarget(
            name: "process-plugin-benchmark",
            dependencies: ["AutomationCore", "PluginHost", "StandardPlugins"],
            path: "Sources/Benchmarks/ProcessPluginBenchmark",
            exclude: ["Programs"],
            swiftSettings: settings
        ),
    ]

let package = Package(
    name: "latchkey",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "latchkey", targets: ["latchkey"]),
        .library(name: "AgeEncryption", targets: ["AgeEncryption"]),
        .library(name: "AutomationCore", targets: ["AutomationCore"]),
        .library(name: "CloudPasswords", targets: ["CloudPasswords"]),
        .library(name: "CloudSimulator", targets: ["CloudSimulator"]),
        .library(name: "LatchkeyCommandLine", targets: ["LatchkeyCommandLine"]),
        .library(name: "LuaRuntime", targets: ["LuaRuntime"]),
        .library(name: "PluginHost", targets: ["PluginHost"]),
        .library(name: "RunbookChecker", targets: ["RunbookChecker"]),
        .library(name: "RunbookEngine", targets: ["RunbookEngine"]),
        .library(name: "StandardPlugins", targets: ["StandardPlugins"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections.git", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl.git", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-system.git", from: "1.8.1"),
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1", traits: []),
        .package(url: "https://github.com/jpsim/Yams.git", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client.git", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess.git", from: "1.0.2", traits: []),
    ],
    targets: [
        // The Lua side: C at the bottom, one actor at the top, no clouds.
        .systemLibrary(name: "CLua", pkgConfig: "lua5.4", providers: [.apt(["liblua5.4-dev"])]),
        .target(name: "CLuaShims", dependencies: ["CLua"]),
        .target(name: "LuaRuntime", dependencies: ["CLuaShims"], swiftSettings: settings),

        // Files in the age format; knows of nothing else.
        .target(
            name: "AgeEncryption",
            dependencies: [.product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: settings
        ),

        // The cloud side.
        .target(
            name: "CKeyCiphers",
            cSettings: [.headerSearchPath("headers")],
            linkerSettings: [.linkedLibrary("botan-2")]
        ),
        .target(
            name: "AutomationCore",
            dependencies: [.product(name: "HTTPTypes", package: "swift-http-types")],
            swiftSettings: settings
        ),
        .target(
            name: "CloudPasswords",
            dependencies: [
                "AutomationCore",
                "CKeyCiphers",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "DequeModule", package: "swift-collections"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: settings
        ),
        .target(
            name: "StandardPlugins",
            dependencies: [
                "AgeEncryption",
                "AutomationCore",
                "CloudPasswords",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: settings
        ),
        .target(
            name: "CloudSimulator",
            dependencies: [
                "AutomationCore",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "HeapModule", package: "swift-collections"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            swiftSettings: settings
        ),

        // Where they meet.
        .target(name: "RunbookChecker", dependencies: ["AutomationCore"], swiftSettings: settings),
        .target(
            name: "RunbookEngine",
            dependencies: ["AutomationCore", "LuaRuntime"],
            exclude: ["LuaPlugins/REFERENCE.md"],
            swiftSettings: settings
        ),
        .target(
            name: "PluginHost",
            dependencies: ["AutomationCore", "RunbookEngine", .product(name: "Crypto", package: "swift-crypto")],
            exclude: ["Process/PROTOCOL.md"],
            swiftSettings: settings
        ),
        .target(name: "CLineEditor", linkerSettings: [.linkedLibrary("edit")]),
        .target(
            name: "LatchkeyCommandLine",
            dependencies: [
                "AgeEncryption",
                "AutomationCore",
                "CLineEditor",
                "CloudPasswords",
                "CloudSimulator",
                "PluginHost",
                "RunbookChecker",
                "RunbookEngine",
                "StandardPlugins",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: settings
        ),
        .executableTarget(name: "latchkey", dependencies: ["LatchkeyCommandLine"], swiftSettings: settings),
        .executableTarget(
            name: "embedding-example",
            dependencies: ["AutomationCore", "LatchkeyCommandLine"],
            path: "examples/embedding/Sources",
            swiftSettings: settings
        ),
        .executableTarget(
            name: "syslog-example",
            dependencies: ["AutomationCore", "LatchkeyCommandLine"],
            path: "examples/plugins/syslog/Sources",
            swiftSettings: settings
        ),

        // The proofs.
        .target(
            name: "TestSupport",
            dependencies: [
                "AgeEncryption",
                "AutomationCore",
                "CloudPasswords",
                "CloudSimulator",
                "StandardPlugins",
                .product(name: "Logging", package: "swift-log"),
            ],
            path: "Tests/TestSupport",
            swiftSettings: settings
        ),
        .systemLibrary(name: "CZlib", path: "Tests/CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .testTarget(
            name: "AgeEncryptionTests",
            dependencies: ["AgeEncryption", "CZlib", "TestSupport", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: settings
        ),
        .testTarget(
            name: "AutomationCoreTests",
            dependencies: [
                "AutomationCore",
                "CloudSimulator",
                "TestSupport",
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "LuaRuntimeTests",
            dependencies: ["AutomationCore", "CloudSimulator", "LuaRuntime", "TestSupport"],
            resources: [.copy("Plain/Scripts")],
            swiftSettings: settings
        ),
        .testTarget(
            name: "CloudPasswordsTests",
            dependencies: [
                "AutomationCore",
                "CloudPasswords",
                "CloudSimulator",
                "TestSupport",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            resources: [.copy("Vectors")],
            swiftSettings: settings
        ),
        .testTarget(
            name: "CloudSimulatorTests",
            dependencies: [
                "AutomationCore",
                "CloudSimulator",
                "TestSupport",
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "PluginHostTests",
            dependencies: [
                "AutomationCore", "CloudSimulator", "PluginHost", "RunbookEngine", "StandardPlugins", "TestSupport",
            ],
            resources: [.copy("Fixtures")],
            swiftSettings: settings
        ),
        .testTarget(
            name: "RunbookCheckerTests",
            dependencies: ["AutomationCore", "LuaRuntime", "RunbookChecker"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "RunbookEngineTests",
            dependencies: [
                "AutomationCore", "CloudPasswords", "CloudSimulator", "LuaRuntime", "PluginHost", "RunbookEngine",
                "StandardPlugins", "TestSupport",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "StandardPluginsTests",
            dependencies: [
                "AgeEncryption",
                "AutomationCore",
                "CloudPasswords",
                "CloudSimulator",
                "PluginHost",
                "StandardPlugins",
                "TestSupport",
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "CommandLineTests",
            dependencies: [
                "latchkey", "embedding-example", "syslog-example", "LatchkeyCommandLine", "CloudSimulator",
                "TestSupport",
            ],
            exclude: ["ExamplePluginTests/Programs"],
            swiftSettings: settings
        ),
    ] + benchmarks,
    swiftLanguageModes: [.v6],
    cLanguageStandard: .c11
)
