import NIOCore

extension TimeAmount {
    /// A duration in the library's terms, from none to a day, which is as good as no limit, and keeps the count of
    /// nanoseconds far from its end.
    init(bounded duration: Duration) {
        let bounded = min(max(duration, .zero), .seconds(86400))
        self = .nanoseconds(Int64(bounded / .nanoseconds(1)))
    }
}
