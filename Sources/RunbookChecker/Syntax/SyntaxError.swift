/// What the compiler of Lua refuses, in its own words.
struct SyntaxError: Error {
    let message: String
    let offset: Int
}
