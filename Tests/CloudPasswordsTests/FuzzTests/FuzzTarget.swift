import AutomationCore

/// A parser, and the inputs that it is fuzzed with.
struct FuzzTarget: Sendable {
    /// Runs the parser, and returns every text that it shows of what went wrong.
    typealias Run = @Sendable ([UInt8], inout FuzzMutator) async throws -> [String]

    let name: String
    /// How often it has its turn, in relation to the others.
    let weight: Int
    let corpus: [[UInt8]]
    /// How much of an input's beginning is left as it is; nil for nothing.
    var spared: (@Sendable ([UInt8]) -> Int)?
    /// Whether the inputs are key files.
    var isKey = false
    /// What it must not show beside ``FuzzSecrets``.
    var secrets: [String] = []
    let run: Run

    init(_ name: String, weight: Int, corpus: [String], run: @escaping Run) {
        self.init(name, weight: weight, files: corpus.map { Array($0.utf8) }, run: run)
    }

    init(_ name: String, weight: Int, files: [[UInt8]], run: @escaping Run) {
        self.name = name
        self.weight = weight
        corpus = files
        self.run = run
    }

    /// All that an error shows, in print and in a dump.
    static func texts(of error: AutomationError) -> [String] {
        var dumped = ""
        dump(error, to: &dumped)
        return [error.description, error.hint ?? "", dumped]
    }

    /// The texts of the error that a parser throws; none when it takes the input.
    static func texts(_ body: () async throws -> Void) async throws -> [String] {
        do {
            try await body()
            return []
        } catch let error as AutomationError {
            return texts(of: error)
        }
    }
}
