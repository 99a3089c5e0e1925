/// What the looks at servers of one kind say about every window, taken together.
struct InjectionEvidence: Sendable {
    /// How many looks that found a password count; an older one is forgotten, so that the estimate follows change.
    static let largestReadyCount = 100
    /// How many looks count in all: a fleet that never gets its passwords must not be remembered without end.
    static let largestLookCount = 1000

    /// The looks that count, oldest first.
    private var looks: [InjectionObservation] = []
    /// How many of the looks found a password: the measure of how much is known.
    private(set) var readyCount = 0

    /// Notes a look.
    ///
    /// - Returns: By how much it moves the logarithm of every window's likelihood, less what is forgotten for it, and
    ///   by how much the number of looks that found a password; nil when it says nothing about any window.
    mutating func learn(_ observation: InjectionObservation) -> (logLikelihoods: [Double], readyCount: Int)? {
        let windows = InjectionWindows.standard
        guard var change = windows.logLikelihoods(of: observation) else { return nil }
        let readyCountBefore = readyCount
        looks.append(observation)
        if observation.isReady { readyCount += 1 }
        var forgottenCount = 0
        while readyCount > Self.largestReadyCount || looks.count - forgottenCount > Self.largestLookCount {
            let look = looks[forgottenCount]
            forgottenCount += 1
            if look.isReady { readyCount -= 1 }
            if let forgotten = windows.logLikelihoods(of: look) { change.add(forgotten, times: -1) }
        }
        looks.removeFirst(forgottenCount)
        return (change, readyCount - readyCountBefore)
    }
}
