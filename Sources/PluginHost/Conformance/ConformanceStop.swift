/// Ends a check before it has passed.
enum ConformanceStop: Error, Equatable {
    /// The plugin does not keep it.
    case failed(String)
    /// There is nothing to try it on; what would have to be there.
    case skipped(String, hint: String? = nil)

    /// - Throws: ``failed(_:)`` when the condition does not hold.
    static func demand(_ condition: Bool, _ otherwise: @autoclosure () -> String) throws(ConformanceStop) {
        guard condition else { throw .failed(otherwise()) }
    }
}
