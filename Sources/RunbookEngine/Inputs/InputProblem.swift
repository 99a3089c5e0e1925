/// What is wrong with an input, as a part of a sentence. It never has a secret's text in it.
struct InputProblem: Error {
    var text: String

    init(_ text: String) {
        self.text = text
    }
}
