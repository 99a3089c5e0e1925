/// A name where it stands in a script.
struct Name {
    let text: String
    let offset: Int
}
