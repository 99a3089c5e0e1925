/// The sums of what was learned at one level: a kind of server, an image, or everything.
struct InjectionBalance: Sendable {
    /// The logarithm of every window's likelihood.
    private(set) var logLikelihoods = [Double](repeating: 0, count: InjectionWindows.standard.ranges.count)
    /// How many looks that found a password are in it.
    private(set) var readyCount = 0
    /// Rises with every change.
    private(set) var revision = 0

    /// Adds a change.
    mutating func add(_ change: (logLikelihoods: [Double], readyCount: Int)) {
        logLikelihoods.add(change.logLikelihoods)
        readyCount += change.readyCount
        revision += 1
    }
}
