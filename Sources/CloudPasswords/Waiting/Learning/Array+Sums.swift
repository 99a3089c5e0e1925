extension [Double] {
    /// Adds the multiple of another array of the same length, number by number.
    ///
    /// By pointer: without optimization, checked subscripts would take most of the time that learning takes.
    mutating func add(_ other: [Double], times factor: Double = 1) {
        let count = Swift.min(count, other.count)
        withUnsafeMutableBufferPointer { sums in
            other.withUnsafeBufferPointer { others in
                var index = 0
                while index < count {
                    sums[index] += others[index] * factor
                    index += 1
                }
            }
        }
    }
}
