import HTTPTypes

extension HTTPField.Name {
    /// A name that is written down in the source and known to be well formed.
    static func wellFormed(_ name: String) -> HTTPField.Name {
        HTTPField.Name(name) ?? .authorization
    }
}
