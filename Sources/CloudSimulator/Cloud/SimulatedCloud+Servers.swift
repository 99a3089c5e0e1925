public import Foundation

extension SimulatedCloud {
    /// Adds a server like those of the fleet: Windows, with the fleet's key pair and the reset agent.
    ///
    /// - Parameters:
    ///   - name: its name; nil for the next free `win-001`, `win-002`, ...
    ///   - launchedAt: when it started from its image, in wall time; nil for the fleet's time.
    ///   - injectionDelay: in cloud time; nil to draw it from the image's range, or else from the cloud's.
    ///   - image: what it is made from; nil for the fleet's image.
    ///   - flavor: its size.
    @discardableResult
    public mutating func addServer(
        name: String? = nil,
        launchedAt: Date? = nil,
        injectionDelay: Duration? = nil,
        image: SimulatedImage? = nil,
        flavor: SimulatedFlavor = .standard
    ) -> SimulatedServer {
        addServer(
            image ?? configuration.image,
            flavor,
            name,
            configuration.keyPair,
            hasResetPlugin: true,
            launchedAt,
            injectionDelay
        )
    }

    /// Adds a Windows server that was made with a password instead of a key pair: it never posts anything.
    @discardableResult
    public mutating func addServerWithoutKeyPair(name: String? = nil, launchedAt: Date? = nil) -> SimulatedServer {
        addServer(configuration.image, .standard, name, nil, hasResetPlugin: true, launchedAt, nil)
    }

    /// Adds a Windows server whose guest has no reset agent.
    @discardableResult
    public mutating func addServerWithoutResetPlugin(
        name: String? = nil,
        launchedAt: Date? = nil
    ) -> SimulatedServer {
        addServer(
            configuration.image,
            .standard,
            name,
            configuration.keyPair,
            hasResetPlugin: false,
            launchedAt,
            nil
        )
    }

    /// Adds a Windows server with a key pair of its own; see ``SimulatedKeyPair/generateEd25519(name:)`` for one that
    /// cannot seal a password.
    @discardableResult
    public mutating func addServer(
        keyPair: SimulatedKeyPair,
        name: String? = nil,
        launchedAt: Date? = nil,
        image: SimulatedImage? = nil,
        flavor: SimulatedFlavor = .standard
    ) -> SimulatedServer {
        addServer(image ?? configuration.image, flavor, name, keyPair, hasResetPlugin: true, launchedAt, nil)
    }

    /// Adds a Linux server, whose user data holds a password hash.
    @discardableResult
    public mutating func addLinuxServer(
        name: String? = nil,
        keyPair: SimulatedKeyPair? = nil,
        launchedAt: Date? = nil,
        image: SimulatedImage = .debian12
    ) -> SimulatedServer {
        addServer(image, .standard, name, keyPair, hasResetPlugin: true, launchedAt, nil)
    }

    private mutating func addServer(
        _ image: SimulatedImage,
        _ flavor: SimulatedFlavor,
        _ name: String?,
        _ keyPair: SimulatedKeyPair?,
        hasResetPlugin: Bool,
        _ launchedAt: Date?,
        _ injectionDelay: Duration?
    ) -> SimulatedServer {
        // Drawn whether they are needed or not, and from a sequence of the server's own, so that a special server
        // in the middle of a fleet does not make others of its neighbours.
        var generator = serverGenerator.forked()
        let id = generator.uuid()
        let password = InitialPassword.draw(from: &generator)
        let drawnDelay = generator.duration(in: image.injectionDelay ?? configuration.injectionDelay)
        let start = launchedAt ?? configuration.launchedAt
        let number = servers.count + 1
        let server = SimulatedServer(
            id: id,
            name: name ?? Self.name(image.operatingSystem, number),
            image: image,
            flavor: flavor,
            keyPair: keyPair,
            launchedAt: start,
            injectedAt: start.addingTimeInterval(configuration.wallSeconds(injectionDelay ?? drawnDelay)),
            hasResetPlugin: hasResetPlugin,
            userData: image.operatingSystem == .linux ? Self.userData(hash: generator.hexadecimal(86)) : nil,
            address: "192.168.\(number / 250 % 250).\(number % 250 + 2)",
            initialPassword: password
        )
        append(server)
        return server
    }

    private static func name(_ operatingSystem: OperatingSystem, _ number: Int) -> String {
        let digits = String(number)
        let padded = String(repeating: "0", count: max(0, 3 - digits.count)) + digits
        return (operatingSystem == .windows ? "win-" : "lin-") + padded
    }

    /// What the cloud makes of the password of a new Linux server. Source: ECS API reference, ShowServer.
    private static func userData(hash: String) -> String {
        Data("#!/bin/bash\necho 'root:$6$V6azyeLwcD3CHlpY$\(hash)' | chpasswd -e;".utf8).base64EncodedString()
    }
}
