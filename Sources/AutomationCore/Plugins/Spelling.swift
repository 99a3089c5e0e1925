/// Finds what somebody who misspelt a name probably meant.
public enum Spelling {
    /// The known name nearest to `name`; nil when none is near.
    ///
    /// Near means at most two edits, or one for names of up to four letters. An edit inserts, drops, replaces or
    /// swaps letters.
    public static func nearest(to name: String, among known: [String]) -> String? {
        let limit = name.count <= 4 ? 1 : 2
        // A longer way than the limit need not be measured.
        let near = known.filter { abs($0.count - name.count) <= limit }
        let distances = near.map { (name: $0, distance: distance(Array(name.lowercased()), Array($0.lowercased()))) }
        return distances.filter { $0.distance <= limit }.min { ($0.distance, $0.name) < ($1.distance, $1.name) }?.name
    }

    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        guard !left.isEmpty, !right.isEmpty else { return max(left.count, right.count) }
        var beforePrevious: [Int] = []
        var previous = Array(0...right.count)
        for row in 1...left.count {
            var current = [row]
            for column in 1...right.count {
                let replaced = previous[column - 1] + (left[row - 1] == right[column - 1] ? 0 : 1)
                var best = min(previous[column] + 1, current[column - 1] + 1, replaced)
                if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
                    best = min(best, beforePrevious[column - 2] + 1)
                }
                current.append(best)
            }
            beforePrevious = previous
            previous = current
        }
        return previous[right.count]
    }
}
