/// What a simulated server runs, spelled as the cloud's metadata spells it.
public enum OperatingSystem: String, Sendable, Equatable {
    case windows = "Windows"
    case linux = "Linux"
}
