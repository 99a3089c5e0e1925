import AutomationCore
import CloudPasswords
import Foundation

/// What earlier runs have learned of a cloud, and what this one adds for later ones.
struct LearnedLimits {
    /// A limit that is older is learned anew: the cloud may have raised it meanwhile, which no refusal would show.
    private static let validity: TimeInterval = 7 * 86_400

    /// The limits to begin with.
    let limits: [QuotaClass: QuotaLimit]
    /// How long injections have taken.
    let experience: InjectionExperience

    private let location: CloudLocation
    private let stated: Set<QuotaClass>
    private let file: RunMemoryFile?
    private let world: World
    private let events: any EventSink

    /// Reads what there is.
    ///
    /// - Parameters:
    ///   - stated: The limits that the operator has set, which go before what was learned.
    ///   - file: Where it is kept; nil for nowhere.
    init(
        location: CloudLocation,
        stated: [QuotaClass: QuotaLimit],
        file: RunMemoryFile?,
        world: World,
        events: any EventSink
    ) {
        self.location = location
        self.stated = Set(stated.keys)
        self.file = file
        self.world = world
        self.events = events
        let (memory, warning) = file?.load() ?? (RunMemory(), nil)
        if let warning { events.receive(.log(.warning, warning, server: nil)) }
        experience = InjectionExperience(memory.injections)
        let oldest = world.clock.wallTime.addingTimeInterval(-Self.validity)
        var limits = stated
        for quota in QuotaClass.allCases where stated[quota] == nil {
            guard let key = QuotaMemory.key(location: location, quota: quota), let known = memory.quotas[key],
                known.learnedAt > oldest
            else { continue }
            limits[quota] = QuotaLimit(requests: known.limit, window: .seconds(known.windowSeconds))
        }
        self.limits = limits
    }

    /// Keeps what a service has learned meanwhile.
    func keep(_ service: PasswordService, _ quotas: RequestQuotas) {
        guard let file else { return }
        let now = world.clock.wallTime
        var learned: [String: QuotaMemory] = [:]
        for quota in QuotaClass.allCases where !stated.contains(quota) {
            guard let key = QuotaMemory.key(location: location, quota: quota),
                let limit = quotas.statedLimit(of: quota), limit != limits[quota]
            else { continue }
            learned[key] = QuotaMemory(
                limit: limit.requests,
                windowSeconds: limit.window / .seconds(1),
                learnedAt: now
            )
        }
        let warning = file.add(RunMemory(injections: service.schedule.takeNews(), quotas: learned))
        if let warning { events.receive(.log(.warning, warning, server: nil)) }
    }
}
