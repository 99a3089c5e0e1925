import Foundation
import TestSupport
import Testing

@testable import CloudPasswords

struct SigningDateTests {
    private static let style = Date.ISO8601FormatStyle(
        dateSeparator: .omitted,
        dateTimeSeparator: .standard,
        timeSeparator: .omitted,
        timeZone: .gmt
    )

    @Test func `every day until 2500, and the seconds around some, are written as Foundation writes them`() {
        for day in 0..<193_600 {
            let date = Date(timeIntervalSince1970: Double(day) * 86_400 + Double(day % 86_400))
            #expect(SigningDate.format(date) == date.formatted(Self.style))
        }
    }

    @Test(arguments: [
        0, 0.999, 59.5, 68_169_599, 951_782_399, 951_868_800, 4_107_542_399, 253_402_300_799, 253_402_300_799.5,
        -0.5, -1, -2_208_988_800,
    ])
    func `the ends of what is counted by hand are written as Foundation writes them`(seconds: TimeInterval) {
        let date = Date(timeIntervalSince1970: seconds)
        #expect(SigningDate.format(date) == date.formatted(Self.style))
    }

    @Test func `a date that is none ends nothing`() {
        for seconds in [TimeInterval.infinity, -.infinity, 1e300] {
            #expect(!SigningDate.format(Date(timeIntervalSince1970: seconds)).isEmpty)
        }
    }
}
