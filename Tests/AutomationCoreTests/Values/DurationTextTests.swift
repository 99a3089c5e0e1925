import AutomationCore
import Testing

struct DurationTextTests {
    @Test(arguments: [
        ("90", Duration.seconds(90)), ("0", .zero), ("1.5", .milliseconds(1500)), ("90s", .seconds(90)),
        ("10m", .seconds(600)), ("10 m", .seconds(600)), ("1h30m", .seconds(5400)), ("1h 30m", .seconds(5400)),
        ("1.5h", .seconds(5400)), ("500ms", .milliseconds(500)), ("1m500ms", .milliseconds(60_500)),
        ("2d", .seconds(172_800)), ("0s", .zero), (".5s", .milliseconds(500)), ("1000000000", .seconds(1_000_000_000)),
    ])
    func `durations are read as people write them`(text: String, duration: Duration) {
        #expect(DurationText.parse(text) == duration)
    }

    @Test(arguments: [
        "", " ", "soon", "-5", "-5s", "5 minutes", "5M", "5w", "s", "1..5s", "5s!", "1h30", "nan", "inf", "1e400",
        "1000000001", "9999999999s", "٣s", "5,5s", "m5",
    ])
    func `what is no duration is none`(text: String) {
        #expect(DurationText.parse(text) == nil)
    }

    @Test(arguments: [
        (Duration.zero, "0s"), (.milliseconds(250), "250ms"), (.microseconds(400), "0s"), (.microseconds(600), "1ms"),
        (.microseconds(999_600), "1s"), (.seconds(1), "1s"), (.milliseconds(1499), "1s"), (.milliseconds(1500), "2s"),
        (.milliseconds(59_600), "1m"), (.seconds(270), "4m 30s"), (.seconds(3600), "1h"), (.seconds(3630), "1h"),
        (.seconds(5430), "1h 30m"), (.seconds(90_000), "25h"), (.seconds(-270), "-4m 30s"), (.microseconds(-1), "0s"),
    ])
    func `durations are written in at most two units`(duration: Duration, text: String) {
        #expect(DurationText.format(duration) == text)
    }

    @Test func `what is written can be read again`() {
        for seconds in [0, 1, 59, 60, 61, 3600, 5400, 86_400] {
            #expect(DurationText.parse(DurationText.format(.seconds(seconds))) == .seconds(seconds))
        }
    }
}
