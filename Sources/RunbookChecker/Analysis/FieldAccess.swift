/// A field that is named behind a value.
struct FieldAccess {
    enum Purpose {
        case read
        /// To see whether it is there.
        case test
        case assignment
    }

    let base: StaticValue
    /// Its name; nil where it can be any.
    let name: Name?
    let purpose: Purpose
}
