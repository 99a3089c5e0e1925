/// Dates as RFC 3339 writes them, in seconds since 1970: `2026-11-21T09:05:11Z`.
enum RFC3339 {
    /// The years that four digits can name.
    static let seconds = -62_167_219_200.0..<253_402_300_800.0

    /// Writes an instant in UTC, cut off after so many digits of a second; nil outside of ``seconds``.
    static func format(_ instant: Double, digits: Int) -> String? {
        guard seconds.contains(instant) else { return nil }
        let whole = instant.rounded(.down)
        let (day, second) = Int(whole).quotientAndRemainderRoundingDown(dividingBy: 86_400)
        let (year, month, dayOfMonth) = civil(daysSince1970: day)
        var text = "\(padded(year, 4))-\(padded(month, 2))-\(padded(dayOfMonth, 2))"
        text += "T\(padded(second / 3600, 2)):\(padded(second / 60 % 60, 2)):\(padded(second % 60, 2))"
        if digits > 0 {
            let scale = (0..<digits).reduce(1.0) { product, _ in product * 10 }
            let fraction = min(Int(((instant - whole) * scale).rounded(.down)), Int(scale) - 1)
            text += "." + padded(fraction, digits)
        }
        return text + "Z"
    }

    /// Reads a date with its time and zone; nil when the text is none.
    static func parse(_ text: String) -> Double? {
        let pattern = /(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(\.\d{1,18})?([Zz]|[+-]\d\d:\d\d)/
        guard let match = text.wholeMatch(of: pattern.asciiOnlyDigits()), let year = Int(match.1),
            let month = Int(match.2), let day = Int(match.3), let hour = Int(match.4), let minute = Int(match.5),
            let second = Int(match.6), (1...12).contains(month), (1...days(in: month, of: year)).contains(day),
            hour < 24, minute < 60, second <= 60, let offset = offset(match.8)
        else { return nil }
        let time = hour * 3600 + minute * 60 + second
        // A leap second stands at the end of a day in UTC, and nowhere else.
        guard second < 60 || (time - offset) % 86_400 == 0 else { return nil }
        let fraction = match.7.flatMap { Double("0" + $0) } ?? 0
        return Double(daysSince1970(year, month, day) * 86_400 + time - offset) + fraction
    }

    /// Seconds east of UTC.
    private static func offset(_ zone: Substring) -> Int? {
        guard zone.count == 6 else { return 0 }
        guard let hours = Int(zone.dropFirst().prefix(2)), let minutes = Int(zone.suffix(2)), hours < 24, minutes < 60
        else { return nil }
        return (zone.hasPrefix("-") ? -1 : 1) * (hours * 3600 + minutes * 60)
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    private static func days(in month: Int, of year: Int) -> Int {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    }

    /// Counted in years that begin in March, so that the leap day comes last; 146,097 days repeat every 400 years.
    private static func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let (era, yearOfEra) = year.quotientAndRemainderRoundingDown(dividingBy: 400)
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func civil(daysSince1970 days: Int) -> (year: Int, month: Int, day: Int) {
        let (era, day) = (days + 719_468).quotientAndRemainderRoundingDown(dividingBy: 146_097)
        let yearOfEra = (day - day / 1460 + day / 36_524 - day / 146_096) / 365
        let dayOfYear = day - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }
}

extension Int {
    fileprivate func quotientAndRemainderRoundingDown(dividingBy divisor: Int) -> (quotient: Int, remainder: Int) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
