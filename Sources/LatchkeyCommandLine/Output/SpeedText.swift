/// A speed as people write it: 60 rather than 60.0.
enum SpeedText {
    static func plain(_ speed: Double) -> String {
        Int(exactly: speed).map(String.init) ?? "\(speed)"
    }
}
