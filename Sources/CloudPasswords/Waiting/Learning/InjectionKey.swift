/// What servers must have in common to be expected to take about as long to inject their passwords.
public struct InjectionKey: Sendable, Hashable {
    /// The id of the image; nil when it is not known, which counts as an image of its own.
    public var image: String?
    /// The id of the flavor; nil when it is not known.
    public var flavor: String?

    /// Makes a key.
    public init(image: String? = nil, flavor: String? = nil) {
        self.image = image
        self.flavor = flavor
    }
}
