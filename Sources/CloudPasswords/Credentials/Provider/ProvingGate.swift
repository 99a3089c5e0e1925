import AutomationCore

/// Lets one request at a time through until a credential has proved to be right, and none after two refusals in a row.
///
/// A key is locked for five minutes after more than five requests in a row with a wrong signature, for everybody who
/// uses it. With this gate a wrong key costs two.
///
/// Source: API Gateway error codes, APIGW.0301 "AK access failed to reach the limit".
struct ProvingGate: Sendable {
    /// How many refusals in a row end the run.
    static let mostRefusals = 2

    private(set) var isProven = false
    private(set) var refusals = 0
    /// The leases that nobody has reported on yet, with whether each is for the credential of now.
    private var open: [Int: Bool] = [:]

    /// Whether another request may go out now.
    var admits: Bool { isProven || !open.values.contains(true) }

    /// Whether there were too many refusals in a row.
    var isShut: Bool { refusals >= Self.mostRefusals }

    /// A request goes out.
    mutating func enter(_ lease: Int) {
        open[lease] = true
    }

    /// A request came back and its signature was right, or its outcome says nothing about it.
    mutating func leave(_ lease: Int, proving: Bool) {
        // What was sent with an earlier credential proves nothing for this one.
        guard let isCurrent = open.removeValue(forKey: lease), isCurrent, proving else { return }
        isProven = true
        refusals = 0
    }

    /// A request came back and its signature was refused; false when that was reported before.
    mutating func refuse(_ lease: Int) -> Bool {
        guard let isCurrent = open.removeValue(forKey: lease) else { return false }
        // A refusal of an earlier credential was answered by getting this one.
        guard isCurrent else { return true }
        isProven = false
        refusals += 1
        return true
    }

    /// Another credential takes the place of the one before. Refusals count on: who is refused, gets another credential
    /// and is refused again has been refused twice.
    mutating func replaceCredential() {
        isProven = false
        open = open.mapValues { _ in false }
    }
}
