public import Foundation

/// What is known about how long injections take, per image and flavor: from earlier runs and from this one.
///
/// A server is judged by the looks at servers of its image and flavor. While there are few of them, others help out:
/// those of its image's other flavors count for as much as ten servers, those of all other images together for as much
/// as three. So an image that nobody has met is not taken for another one, and still starts near where all others
/// agree, or somewhere in the range over which they differ. Under it all lie the documented 5 to 10 minutes.
public struct InjectionExperience: Sendable {
    private struct CachedModel {
        var model: InjectionModel
        var imageRevision: Int
        var totalRevision: Int
        var dependsOnTotal: Bool
    }

    // For as many servers the looks at another kind count at the most, and for none when as many of the own are known.
    private static let worthOfFlavors = 10.0
    private static let enoughOfFlavor = 20.0
    private static let worthOfImages = 3.0
    private static let enoughOfImage = 10.0
    private static let fewestToTrust = 3

    private var evidence: [InjectionKey: InjectionEvidence] = [:]
    private var kinds: [InjectionKey: InjectionBalance] = [:]
    private var images: [String?: InjectionBalance] = [:]
    private var total = InjectionBalance()
    private var models: [InjectionKey: CachedModel] = [:]
    private var news: [InjectionKey: [InjectionRecord]] = [:]
    private var youngestReady: [String?: Duration] = [:]

    /// Begins with what earlier runs have learned.
    public init(_ histories: [InjectionHistory] = []) {
        for history in histories {
            for record in history.records {
                for observation in record.observations { take(observation, for: history.key) }
            }
        }
    }

    /// Learns from a look at a server whose launch time is known.
    ///
    /// - Parameter date: When it was, for the memory.
    public mutating func learn(_ observation: InjectionObservation, for key: InjectionKey, at date: Date) {
        guard take(observation, for: key), let record = InjectionRecord(observation, at: date) else { return }
        news[key, default: []].append(record)
    }

    /// The estimate for servers of an image and flavor.
    ///
    /// Mutating, because it is kept until something is learned that changes it.
    ///
    /// The looks at the very server that is asked about are among those it was made from, and its last empty look is
    /// counted once more where it is given as `emptyAt`: with one server alone, the answer is a little too cautious.
    public mutating func model(for key: InjectionKey) -> InjectionModel {
        let image = images[key.image]
        let imageRevision = image?.revision ?? 0
        if let cached = models[key], cached.imageRevision == imageRevision,
            !cached.dependsOnTotal || cached.totalRevision == total.revision
        {
            return cached.model
        }
        let kind = kinds[key]
        let flavorWeight = Self.weight(
            worth: Self.worthOfFlavors,
            others: (image?.readyCount ?? 0) - (kind?.readyCount ?? 0),
            own: kind?.readyCount ?? 0,
            enough: Self.enoughOfFlavor
        )
        let imageWeight = Self.weight(
            worth: Self.worthOfImages,
            others: total.readyCount - (image?.readyCount ?? 0),
            own: image?.readyCount ?? 0,
            enough: Self.enoughOfImage
        )
        // prior + kind + flavorWeight * (image - kind) + imageWeight * (total - image)
        var logWeights = InjectionWindows.standard.logPriors
        if let kind { logWeights.add(kind.logLikelihoods, times: 1 - flavorWeight) }
        if let image { logWeights.add(image.logLikelihoods, times: flavorWeight - imageWeight) }
        if imageWeight > 0 { logWeights.add(total.logLikelihoods, times: imageWeight) }
        let model = InjectionModel(logWeights: logWeights)
        models[key] = CachedModel(
            model: model,
            imageRevision: imageRevision,
            totalRevision: total.revision,
            dependsOnTotal: imageWeight > 0
        )
        return model
    }

    /// Whether servers of this image have shown how long they take: with fewer the documentation is the better guide.
    public func isKnown(_ key: InjectionKey) -> Bool {
        (images[key.image]?.readyCount ?? 0) >= Self.fewestToTrust
    }

    /// The age at which a server of this image was the soonest seen to be ready; nil while none was.
    ///
    /// Looks that come late show an upper limit only, so that the estimate takes much younger servers to be likely too.
    public func youngestReady(_ key: InjectionKey) -> Duration? { youngestReady[key.image] }

    /// What was learned since the last call and is worth keeping for later runs: only servers whose password came.
    public mutating func takeNews() -> [InjectionHistory] {
        defer { news = [:] }
        return news.map { InjectionHistory(key: $0, records: $1) }
    }

    @discardableResult
    private mutating func take(_ observation: InjectionObservation, for key: InjectionKey) -> Bool {
        guard let change = evidence[key, default: InjectionEvidence()].learn(observation) else { return false }
        kinds[key, default: InjectionBalance()].add(change)
        images[key.image, default: InjectionBalance()].add(change)
        total.add(change)
        if observation.isReady {
            youngestReady[key.image] = min(youngestReady[key.image] ?? observation.outcomeAt, observation.outcomeAt)
        }
        return true
    }

    /// The exponent on what others have shown: it makes them count for `worth` servers, fading out as one's own add up.
    private static func weight(worth: Double, others: Int, own: Int, enough: Double) -> Double {
        max(0, 1 - Double(own) / enough) * min(1, worth / Double(max(others, 1)))
    }
}
