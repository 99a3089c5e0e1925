import AutomationCore
import Testing

@testable import CloudPasswords

struct QuotaWindowTests {
    private static func instant(_ seconds: Double) -> MonotonicInstant { MonotonicInstant(offset: .seconds(seconds)) }

    private static func limit(_ requests: Int, _ seconds: Int) throws -> QuotaLimit {
        try #require(QuotaLimit(requests: requests, window: .seconds(seconds)))
    }

    /// Sends all it can, a thousand a second, answered at once, from a time on until a time, looking again when it is
    /// told to.
    private static func send(_ window: inout QuotaWindow, from start: Double, to end: Double) -> [Double] {
        var (now, sent) = (instant(start), [Double]())
        while now < instant(end) {
            switch window.admit(at: now) {
            case .now:
                sent.append(now.offset / .seconds(1))
                window.note(.answered, at: now)
                now = now.advanced(by: .milliseconds(1))
            case .notBefore(let next): now = next
            case .afterAnswer: return sent
            }
        }
        return sent
    }

    @Test func `no window of the limit's length ever holds more than the limit`() throws {
        var window = QuotaWindow(limit: try Self.limit(5, 10))
        let sent = Self.send(&window, from: 3, to: 100)
        #expect(sent.count == 50)
        for (index, time) in sent.enumerated().dropFirst(5) { #expect(time - sent[index - 5] > 9.999) }
    }

    @Test func `what is under way counts until it is answered, and its window begins then`() throws {
        var window = QuotaWindow(limit: try Self.limit(2, 10))
        #expect(window.admit(at: Self.instant(0)) == .now)
        #expect(window.admit(at: Self.instant(0)) == .now)
        #expect(window.admit(at: Self.instant(50)) == .afterAnswer)
        window.note(.answered, at: Self.instant(50))
        #expect(window.admit(at: Self.instant(51)) == .notBefore(Self.instant(60)))
        window.note(.unsent, at: Self.instant(51))
        #expect(window.admit(at: Self.instant(52)) == .now)
    }

    @Test func `with no limit known few are under way at first, and more with every answer`() {
        var window = QuotaWindow()
        var underWay = 0
        while window.admit(at: Self.instant(0)) == .now { underWay += 1 }
        #expect(underWay == 4)
        for _ in 0..<4 { window.note(.answered, at: Self.instant(1)) }
        underWay = 0
        while window.admit(at: Self.instant(1)) == .now { underWay += 1 }
        #expect(underWay == 5)
    }

    @Test func `a limit that the cloud states is kept from then on, what went before included`() throws {
        var window = QuotaWindow()
        #expect(Self.send(&window, from: 0, to: 0.1).count == 100)
        _ = window.admit(at: Self.instant(1))
        window.note(.throttled(stated: try Self.limit(3, 60), retryAfter: nil), at: Self.instant(1))
        #expect(window.limit == (try Self.limit(3, 60)))
        guard case .notBefore(let next) = window.admit(at: Self.instant(2)) else {
            Issue.record("admitted")
            return
        }
        #expect(next > Self.instant(59))
    }

    @Test func `without a stated limit the rate that went well is taken, and grows again in the end`() throws {
        var window = QuotaWindow()
        for number in 0..<30 {
            _ = window.admit(at: Self.instant(Double(number)))
            window.note(.answered, at: Self.instant(Double(number)))
        }
        _ = window.admit(at: Self.instant(30))
        window.note(.throttled(stated: nil, retryAfter: nil), at: Self.instant(30))
        #expect(window.limit == (try Self.limit(30, 60)))
        let later = Self.send(&window, from: 60, to: 660).count
        #expect(later > 400)
        #expect(later < 1500)
    }

    @Test func `what the cloud asks for in Retry-After is waited for`() {
        var window = QuotaWindow()
        _ = window.admit(at: Self.instant(0))
        window.note(.throttled(stated: nil, retryAfter: .seconds(17)), at: Self.instant(1))
        #expect(window.admit(at: Self.instant(17.5)) == .notBefore(Self.instant(18)))
        #expect(window.admit(at: Self.instant(18)) == .now)
    }

    @Test func `refused in spite of the limit, less of it is used for a while`() throws {
        var window = QuotaWindow(limit: try Self.limit(40, 60))
        for _ in 0..<10 { _ = window.admit(at: Self.instant(0)) }
        // Ten that were refused together are one sign.
        let refusal = QuotaWindow.Outcome.throttled(stated: try Self.limit(40, 60), retryAfter: nil)
        for _ in 0..<10 { window.note(refusal, at: Self.instant(1)) }
        #expect(Self.send(&window, from: 2, to: 3).count == 30)
        #expect(Self.send(&window, from: 70, to: 71).count == 34)
        #expect(Self.send(&window, from: 1000, to: 1001).count == 38)
        #expect(Self.send(&window, from: 2000, to: 2001).count == 40)
    }

    @Test(arguments: [
        ("50/m", 50, 60), ("50/min", 50, 60), ("200/5m", 200, 300), ("10/s", 10, 1), ("1000/h", 1000, 3600),
    ])
    func `a rate is read as people write it`(text: String, requests: Int, seconds: Int) throws {
        #expect(try QuotaLimit(text) == Self.limit(requests, seconds))
    }

    @Test(arguments: ["", "50", "/m", "50/", "0/m", "-1/m", "50/w", "50/0m", "fast", "50 / m", "9999999999/m"])
    func `what is no rate is refused with an example`(text: String) throws {
        let error = try #require(throws: AutomationError.self) { try QuotaLimit(text) }
        #expect(error.kind == .input)
        #expect(error.message.contains("\"\(text)\""))
        #expect(error.hint?.contains("50/m") == true)
    }

    @Test func `the gateway's message states limit and window`() throws {
        let text = "The throttling threshold has been reached: policy user over ratelimit,limit:200,time:5 minute"
        #expect(try QuotaLimit(throttleMessage: text) == Self.limit(200, 300))
        #expect(QuotaLimit(throttleMessage: "limit:0,time:1 minute") == nil)
        #expect(QuotaLimit(throttleMessage: "slow down") == nil)
    }
}
