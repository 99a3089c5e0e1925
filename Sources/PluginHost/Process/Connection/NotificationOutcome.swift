/// What has become of a notification.
enum NotificationOutcome {
    case sent
    /// The plugin does not read, and no more is kept for it.
    case unread
    /// The plugin has ended, though nobody told it to.
    case dead
    /// The plugin is being ended with the run.
    case over
}
