import Testing

/// Mutated answers, credential files and key files: no parser crashes, hangs or shows a secret.
@Suite(.timeLimit(.minutes(FuzzSettings.minutes)))
struct FuzzTests {
    @Test(arguments: 0..<FuzzSettings.shards)
    func `no mutated input crashes a parser or brings a secret into an error`(shard: Int) async throws {
        let (cases, errors) = try await FuzzLoop(shard: shard).run()
        // One case alone may be the other shard's, or show nothing.
        guard FuzzSettings.cases > 1000 else { return }
        #expect(cases >= FuzzSettings.cases / FuzzSettings.shards)
        // Both what is taken and what is refused must come up, or nothing is tested.
        #expect(errors > cases / 4 && errors < cases)
    }

    @Test func `every parser has inputs to start from`() {
        for target in FuzzTarget.all { #expect(!target.corpus.isEmpty && target.corpus.contains { $0.count > 20 }) }
        #expect(FuzzTarget.all.map(\.corpus.count).reduce(0, +) > 300)
    }

    @Test func `the same seed gives the same inputs, another one others`() {
        func input(_ seed: UInt64, _ number: Int) -> [UInt8] {
            var mutator = FuzzMutator(random: FuzzRandom(seed: seed, case: number))
            return mutator.mutated(FuzzTarget.errors.corpus)
        }
        #expect((0..<50).allSatisfy { input(7, $0) == input(7, $0) })
        #expect((0..<50).contains { input(7, $0) != input(8, $0) })
        #expect(Set((0..<200).map { input(7, $0) }).count > 150)
    }

    @Test func `a secret in a text is found, however deep`() {
        func leak(_ text: String, _ input: String = "", isKey: Bool = false) -> Bool {
            FuzzSecrets.leak(in: ["fine", text], of: Array(input.utf8), isKey: isKey, more: ["more-secrets"]) != nil
        }
        #expect(leak("x\(FuzzSecrets.password)y"))
        #expect(leak("\(FuzzSecrets.token)\u{301}"))
        #expect(leak("more-secrets"))
        #expect(!leak("nothing"))
        let line = String(repeating: "Ab1+", count: 16)
        #expect(leak("the line \(line)", "x\n\(line)\ny", isKey: true))
        #expect(!leak("the line \(line)", "x\n\(line)\ny"))
        #expect(!leak("the line \(line)", "something else", isKey: true))
    }
}
