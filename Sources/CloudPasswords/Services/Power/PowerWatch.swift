import AutomationCore

/// Decides from what the cloud says about a server whether a change of its power is over.
///
/// A server that is being rebooted was active before, and may be so for a moment longer: that it is active proves nothing
/// until something has changed.
struct PowerWatch {
    /// How many looks a finished job is given to show in the server's detail.
    private static let patience = 4

    private let action: PowerAction
    private let before: ServerDetail?
    /// Whether the cloud's own job has ended well.
    private let isJobDone: Bool
    private var hasSeenChange = false
    private var looks = 0

    init(_ action: PowerAction, before: ServerDetail?, isJobDone: Bool) {
        self.action = action
        self.before = before
        self.isJobDone = isJobDone
    }

    /// Takes note of one look; true when it is over.
    mutating func isOver(_ detail: ServerDetail) -> Bool {
        looks += 1
        guard !detail.isChanging else {
            hasSeenChange = true
            return false
        }
        guard detail.status == action.finalStatus else { return false }
        return action != .reboot || hasSeenChange || Self.isNewer(detail, than: before)
            || (isJobDone && looks > Self.patience)
    }

    /// Whether a change has begun, or has come and gone, since `before`.
    static func hasBegun(_ action: PowerAction, _ detail: ServerDetail, since before: ServerDetail) -> Bool {
        detail.isChanging || isNewer(detail, than: before)
            || (action != .reboot && detail.status == action.finalStatus)
    }

    private static func isNewer(_ detail: ServerDetail, than before: ServerDetail?) -> Bool {
        guard let old = before?.updatedAt, let new = detail.updatedAt else { return false }
        return new > old
    }
}
