// swift-tools-version: 6.3

import PackageDescription

let package = Package(
    name: "our-latchkey",
    platforms: [.macOS(.v15)],
    // Your own package names a release here: .package(url: "https://.../latchkey.git", from: "0.1.0")
    dependencies: [.package(name: "latchkey", path: "../..")],
    targets: [
        .executableTarget(
            name: "our-latchkey",
            dependencies: [
                .product(name: "AutomationCore", package: "latchkey"),
                .product(name: "LatchkeyCommandLine", package: "latchkey"),
            ],
            path: "Sources"
        )
    ]
)
