/// What a simulated server was made from.
public struct SimulatedImage: Sendable, Equatable {
    /// The image's UUID.
    public var id: String
    /// The image's name, as the metadata of servers gives it.
    public var name: String
    /// What it installs.
    public var operatingSystem: OperatingSystem
    /// After the start from the image, when the guest posts its sealed password, in cloud time; nil for the cloud's
    /// own range. Images differ in it by how much they do at their first start.
    public var injectionDelay: ClosedRange<Duration>?

    /// Describes an image.
    public init(
        id: String,
        name: String,
        operatingSystem: OperatingSystem = .windows,
        injectionDelay: ClosedRange<Duration>? = nil
    ) {
        self.id = id
        self.name = name
        self.operatingSystem = operatingSystem
        self.injectionDelay = injectionDelay
    }

    /// What the servers of the fleet are made from.
    public static let windows2022 = SimulatedImage(
        id: "1ce5800a-e487-4c1b-b264-3353a39e2b4b",
        name: "Windows Server 2022 Datacenter 64bit"
    )

    /// What Linux servers are made from.
    public static let debian12 = SimulatedImage(
        id: "55534eaa-533a-419d-9b40-ec427ea7195a",
        name: "Debian 12 64bit",
        operatingSystem: .linux
    )
}
