import AutomationCore

/// What calling a function again would do, in words.
enum EffectText {
    static func line(_ effect: Effect) -> String {
        switch effect {
        case .read: "Changes nothing: may be called any number of times."
        case .idempotent: "Changes something; calling it again with the same arguments changes nothing more."
        case .once: "Changes something each time it is called."
        }
    }
}
