import AutomationCore

/// Whether a request is let in.
enum Admission: Sendable {
    /// It is, to work in this project.
    case project(String)
    /// It is, and no project matters.
    case admitted
    /// It is not, and this is the answer.
    case refused(TransportResponse)
}
