/// What came of one check of a plugin.
public struct ConformanceOutcome: Sendable, Equatable {
    /// How a check went.
    public enum Result: Sendable, Equatable {
        case passed
        /// What was seen.
        case failed(String)
        /// Why it was not tried.
        case skipped(String)
    }

    /// The check's name, for machines; the rules of secret stores share one.
    public var name: String
    /// What was checked, in a sentence that is true of every good plugin.
    public var sentence: String
    /// How it went.
    public var result: Result
    /// What would have to be there for it to be tried, where that can be said.
    public var hint: String?

    /// Describes what came of a check.
    public init(name: String, sentence: String, result: Result, hint: String? = nil) {
        self.hint = hint
        self.name = name
        self.sentence = sentence
        self.result = result
    }
}
