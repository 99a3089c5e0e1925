import Foundation

/// Dates in the spelling of signatures: `20211217T064303Z`.
enum SignatureDate {
    static func text(_ date: Date) -> String {
        CloudDate.toTheSecond(date).filter { $0 != "-" && $0 != ":" }
    }

    /// The date that a text stands for; nil when it is none.
    static func date(_ text: String) -> Date? {
        let digits = Array(text.utf8)
        guard digits.count == 16, digits[8] == UInt8(ascii: "T"), digits[15] == UInt8(ascii: "Z") else { return nil }
        func number(_ range: Range<Int>) -> Int? { Int(String(decoding: digits[range], as: UTF8.self)) }
        guard let year = number(0..<4), let month = number(4..<6), let day = number(6..<8), let hour = number(9..<11),
            let minute = number(11..<13), let second = number(13..<15), (1...12).contains(month),
            (1...31).contains(day), (0..<24).contains(hour), (0..<60).contains(minute), (0..<60).contains(second)
        else { return nil }
        // Days since 1 March of the year 0, when leap days come last and months have regular lengths.
        let marchYear = month > 2 ? year : year - 1
        let monthFromMarch = (month + 9) % 12
        let days =
            marchYear * 365 + marchYear / 4 - marchYear / 100 + marchYear / 400 + (monthFromMarch * 153 + 2) / 5 + day
        let seconds = (days - 719_469) * 86_400 + hour * 3600 + minute * 60 + second
        let date = Date(timeIntervalSince1970: TimeInterval(seconds))
        // Otherwise the 31st of February would be some day of March.
        return self.text(date) == text ? date : nil
    }
}
