/// The lines of the table.
enum Report {
    static func line(_ what: String, _ figure: Double, _ unit: String) {
        let name = what + String(repeating: " ", count: max(0, 42 - what.count))
        print("\(name) \((figure * 10).rounded() / 10) \(unit)")
    }

    static func ratio(_ left: Double, _ right: Double) -> String {
        "\((left / right * 100).rounded() / 100)"
    }
}
