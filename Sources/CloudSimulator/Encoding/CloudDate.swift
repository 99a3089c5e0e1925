import Foundation

/// Calendar dates in the four spellings that the compute APIs use, all of them UTC.
enum CloudDate {
    /// `2018-09-13T07:04:09.197749`: microseconds and no zone, as `OS-SRV-USG:launched_at` has it.
    static func withoutZone(_ date: Date) -> String {
        let (time, microseconds) = parts(of: date)
        return "\(time).\(padded(microseconds, to: 6))"
    }

    /// `2020-01-04T09:05:22.701000Z`: microseconds, as tokens have it.
    static func toTheMicrosecond(_ date: Date) -> String {
        withoutZone(date) + "Z"
    }

    /// `2018-09-13T07:04:09Z`, as `created` and `updated` have it.
    static func toTheSecond(_ date: Date) -> String {
        parts(of: date).time + "Z"
    }

    /// `2018-09-13T07:04:09.197Z`, as jobs have it.
    static func toTheMillisecond(_ date: Date) -> String {
        let (time, microseconds) = parts(of: date)
        return "\(time).\(padded(microseconds / 1000, to: 3))Z"
    }

    /// `Sun, 06 Nov 1994 08:49:37 GMT`, as the header `Date` has it. Source: RFC 9110, 5.6.7.
    static func header(_ date: Date) -> String {
        let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let seconds = Int(date.timeIntervalSince1970.rounded(.down))
        let day = floorDivide(seconds, by: 86_400)
        let (year, month, dayOfMonth) = civilDate(daysSince1970: day)
        let time = parts(of: Date(timeIntervalSince1970: Double(seconds))).time.suffix(8)
        let weekday = days[day - floorDivide(day, by: 7) * 7]
        return "\(weekday), \(padded(dayOfMonth, to: 2)) \(months[month - 1]) \(padded(year, to: 4)) \(time) GMT"
    }

    private static func parts(of date: Date) -> (time: String, microseconds: Int) {
        let total = Int((date.timeIntervalSince1970 * 1_000_000).rounded())
        let seconds = floorDivide(total, by: 1_000_000)
        let days = floorDivide(seconds, by: 86_400)
        let second = seconds - days * 86_400
        let (year, month, day) = civilDate(daysSince1970: days)
        let text =
            "\(padded(year, to: 4))-\(padded(month, to: 2))-\(padded(day, to: 2))"
            + "T\(padded(second / 3600, to: 2)):\(padded(second / 60 % 60, to: 2)):\(padded(second % 60, to: 2))"
        return (text, total - seconds * 1_000_000)
    }

    /// The Gregorian date of a day number, counted in eras of 400 years that begin on 1 March.
    private static func civilDate(daysSince1970 days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = floorDivide(shifted, by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, day)
    }

    private static func floorDivide(_ number: Int, by divisor: Int) -> Int {
        let quotient = number / divisor
        return number % divisor < 0 ? quotient - 1 : quotient
    }

    private static func padded(_ number: Int, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
