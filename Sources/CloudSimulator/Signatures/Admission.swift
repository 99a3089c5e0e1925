import AutomationCore

/// Whether a request is let in.
enum Admission: Sendable {
    /// It is, to work in this project.
    case project(String)
    /// It is not, and this is the answer.
    case refused(TransportResponse)
}
