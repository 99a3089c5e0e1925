/// An element of a collection in a file; nil where it is damaged, so that the others are not lost with it.
struct Sound<Value: Decodable>: Decodable {
    var value: Value?

    init(from decoder: any Decoder) throws {
        value = try? Value(from: decoder)
    }
}
