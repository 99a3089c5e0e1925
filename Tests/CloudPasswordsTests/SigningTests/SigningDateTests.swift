import Foundation
import Testing

@testable import CloudPasswords

@Suite struct SigningDateTests {
    @Test(arguments: [
        ("19700101T000000Z", 0), ("20240229T235959Z", 1_709_251_199), ("20211217T064303Z", 1_639_723_383),
        ("20270115T080000Z", 1_800_000_000),
    ])
    func `dates are written and read`(text: String, seconds: Double) {
        #expect(SigningDate.format(Date(timeIntervalSince1970: seconds)) == text)
        #expect(SigningDate.format(Date(timeIntervalSince1970: seconds + 0.999)) == text)
        #expect(SigningDate.parse(text) == Date(timeIntervalSince1970: seconds))
    }

    @Test(arguments: [
        "", "20240229", "20240229T235959", "2024-02-29T23:59:59Z", "20240229T235959+", "20241329T235959Z",
    ])
    func `what is no date is none`(text: String) {
        #expect(SigningDate.parse(text) == nil)
    }

    @Test(
        arguments: [
            ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777), ("Thu, 29 Feb 2024 23:59:59 GMT", 1_709_251_199),
            ("Sunday, 06-Nov-94 08:49:37 GMT", nil), ("Sun Nov  6 08:49:37 1994", nil), ("", nil),
            ("Sun, 06 Nov 1994 08:49:37 CET", nil), ("Sun, 6 Nov 1994 08:49:37 GMT", nil),
            ("Sun, 06 Nov 1994 08:49 GMT", nil),
        ] as [(String, Double?)]
    )
    func `the Date header of an answer tells the cloud's time`(header: String, seconds: Double?) {
        #expect(SigningDate.parse(httpDate: header) == seconds.map { Date(timeIntervalSince1970: $0) })
        let local = Date(timeIntervalSince1970: 784_111_777 - 960.25)
        let correction = ClockSkew.correction(httpDate: header, at: local)
        #expect(correction == seconds.map { .seconds($0 - 784_111_777 + 960) })
    }

    @Test func `the clock is corrected once`() {
        let offset = ClockOffset()
        let date = Date(timeIntervalSince1970: 1_800_000_000)
        #expect(offset.value == .zero)
        #expect(offset.corrected(date) == date)
        #expect(offset.correct(by: .seconds(-960), from: .zero))
        // Another request that was signed before.
        #expect(offset.correct(by: .seconds(5), from: .zero))
        #expect(offset.takeNews() == .seconds(-960))
        #expect(offset.takeNews() == nil)
        #expect(offset.value == .seconds(-960))
        #expect(offset.corrected(date) == date - 960)
    }

    @Test func `a clock that is set meanwhile is corrected again, but not for ever`() {
        let offset = ClockOffset()
        for _ in 0..<3 { #expect(offset.correct(by: .seconds(1000), from: offset.value)) }
        #expect(offset.value == .seconds(3000))
        #expect(!offset.correct(by: .seconds(1000), from: offset.value))
        #expect(!ClockOffset().correct(by: .zero, from: .zero))
    }
}
