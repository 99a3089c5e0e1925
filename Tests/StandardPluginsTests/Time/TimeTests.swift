import AutomationCore
import CloudSimulator
import Foundation
import TestSupport
import Testing

struct TimeTests {
    private let call: PluginCalls

    init() throws {
        call = PluginCalls(try SimulatedSetting())
    }

    @Test func `the time is the run's`() throws {
        #expect(try call.now("time.now").shown == "1800000000.0")
        let (call, clock) = (call, call.setting.simulation.clock)
        let passed = try call.setting.simulation.run {
            let before = try await call("time.monotonic")
            try await clock.sleep(for: .seconds(600))
            return (before, try await call("time.monotonic"), try await call("time.now"))
        }
        guard case .number(let before) = passed.0, case .number(let after) = passed.1 else {
            Issue.record("no numbers")
            return
        }
        #expect(after - before == 600)
        #expect(passed.2.shown == "1800000600.0")
    }

    @Test(arguments: [
        (0.0, 0, "1970-01-01T00:00:00Z"), (1_800_000_000, 0, "2027-01-15T08:00:00Z"),
        (951_782_400, 0, "2000-02-29T00:00:00Z"), (-1, 0, "1969-12-31T23:59:59Z"),
        (-0.25, 2, "1969-12-31T23:59:59.75Z"),
        (1.9999999999, 3, "1970-01-01T00:00:01.999Z"), (253_402_300_799, 0, "9999-12-31T23:59:59Z"),
        (-62_167_219_200, 0, "0000-01-01T00:00:00Z"), (1.5, 9, "1970-01-01T00:00:01.500000000Z"),
    ])
    func `dates are written in UTC`(seconds: Double, digits: Int, text: String) throws {
        let written = try call.now("time.format", .number(seconds), .record(["digits": .integer(Int64(digits))]))
        #expect(written.shown == "\"\(text)\"")
    }

    @Test(arguments: [Double.nan, .infinity, 253_402_300_800, -62_167_219_201, 1e300])
    func `what is in no year of four digits is refused`(seconds: Double) throws {
        #expect(try call.refusal("time.format", .number(seconds)).kind == .argument)
    }

    @Test(arguments: [
        ("1970-01-01T00:00:00Z", "0"), ("2027-01-15T08:00:00Z", "1800000000"),
        ("2027-01-15t09:30:00+01:30", "1800000000"),
        ("2027-01-15 03:00:00-05:00", "1800000000"), ("2000-02-29T00:00:00.25z", "951782400.25"),
        ("2016-12-31T23:59:60Z", "1483228800"), ("1969-12-31T23:59:59.5Z", "-0.5"),
    ])
    func `dates are read with their zone`(text: String, seconds: String) throws {
        #expect(try call.now("time.parse", .string(text)).shown == seconds)
    }

    @Test(arguments: [
        "", "2027-01-15", "2027-01-15T08:00:00", "2027-13-01T00:00:00Z", "2027-02-29T00:00:00Z", "1900-02-29T00:00:00Z",
        "2027-01-15T24:00:00Z", "2027-01-15T08:60:00Z", "2027-01-15T08:00:60Z", "2027-01-15T08:00:00+24:00",
        "2027-01-15T08:00:00.Z", " 2027-01-15T08:00:00Z", "٢٠٢٧-01-15T08:00:00Z", "2027-00-15T08:00:00Z",
        "2027-01-00T08:00:00Z",
    ])
    func `what is no date is refused`(text: String) throws {
        #expect(try call.refusal("time.parse", .string(text)).kind == ErrorKind(rawValue: "format"))
    }

    @Test func `every day comes back as it was written`() throws {
        for day in stride(from: -719_528, to: 2_932_896, by: 997) {
            let seconds = Value.integer(Int64(day) * 86_400 + 86_399)
            #expect(try call.now("time.parse", try call.now("time.format", seconds)).shown == seconds.shown)
        }
    }

    @Test func `dates agree with Foundation's`() throws {
        for seconds in stride(from: -2_000_000_000.0, to: 6_000_000_000, by: 123_456_789) {
            let text = Date(timeIntervalSince1970: seconds).formatted(.iso8601)
            #expect(try call.now("time.format", .number(seconds)).shown == "\"\(text)\"")
        }
    }

    @Test(arguments: [
        (Value.string("90s"), "90"), (.string("1h30m"), "5400"), (.string("500ms"), "0.5"), (.integer(7), "7"),
        (.number(0.25), "0.25"),
    ])
    func `durations become seconds`(duration: Value, seconds: String) throws {
        #expect(try call.now("time.duration", duration).shown == seconds)
    }

    @Test func `what is no duration is refused`() throws {
        #expect(try call.refusal("time.duration", .string("soon")).message.contains("expected a duration"))
    }
}
