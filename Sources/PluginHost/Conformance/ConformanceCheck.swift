/// One thing that every plugin keeps.
struct ConformanceCheck: Sendable {
    /// What machines call it.
    let name: String
    /// What is true of every good plugin.
    let sentence: String
    /// Whether nothing else can be tried when it has failed.
    var isBasic = false
    /// Returns when it is kept.
    let body: @Sendable (PluginConformance) async throws -> Void

    init(
        _ name: String,
        _ sentence: String,
        isBasic: Bool = false,
        _ body: @escaping @Sendable (PluginConformance) async throws -> Void
    ) {
        self.name = name
        self.sentence = sentence
        self.isBasic = isBasic
        self.body = body
    }

    /// What is said where nothing can be called.
    static let nothingToCall = "there is nothing that may be called"
    /// The same, where that is not all that is tried.
    static let setUpOnly = "there is nothing that may be called; only provisioning and validating were tried"

    /// All checks, those first that need least.
    static let all =
        declarations + [permissions, life, requiredOptions, secrets, cancellation, concurrency] + slots + secretStore
        + cleanUp

    func outcome(_ result: ConformanceOutcome.Result, hint: String? = nil) -> ConformanceOutcome {
        ConformanceOutcome(name: name, sentence: sentence, result: result, hint: hint)
    }
}
