/// The coroutines of the calls that are under way.
///
/// Every call comes here twice, so it is no set: the numbers are small, and used again as soon as they are free.
struct LiveCoroutines {
    private var isLive: [Bool] = []

    mutating func insert(_ coroutine: Int32) {
        let index = Int(coroutine)
        if index >= isLive.count { isLive.append(contentsOf: repeatElement(false, count: index + 1 - isLive.count)) }
        isLive[index] = true
    }

    mutating func remove(_ coroutine: Int32) {
        isLive[Int(coroutine)] = false
    }

    /// All of them, in order.
    var all: [Int32] { isLive.indices.filter { isLive[$0] }.map(Int32.init) }
}
