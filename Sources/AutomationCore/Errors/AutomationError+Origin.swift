extension AutomationError {
    /// Something that is no part of what the error says.
    package struct Origin: Sendable, Equatable {
        /// What it is.
        package var value: any Sendable

        /// Holds a value.
        package init(_ value: any Sendable) {
            self.value = value
        }

        package static func == (left: Origin, right: Origin) -> Bool { true }
    }
}
