extension KeyDerivation {
    /// Refuses work above ``WorkFactorLimits``.
    ///
    /// - Throws: ``KeyFileFault/tooMuchWork(_:)``; ``KeyFileFault/damaged(_:)`` when there is none at all.
    func checkWork() throws(KeyFileFault) {
        switch self {
        case .pbkdf2(_, _, let iterations):
            try Self.check(iterations, of: "iterations of PBKDF2", limit: WorkFactorLimits.iterations)
        case .pbkdf1(_, _, let iterations), .pkcs12(_, let iterations):
            try Self.check(iterations, of: "iterations of PBES1", limit: WorkFactorLimits.legacyIterations)
        case .bcrypt(_, let rounds):
            try Self.check(rounds, of: "rounds of bcrypt", limit: WorkFactorLimits.bcryptRounds)
        case .scrypt(_, let cost, let blockSize, let parallelism):
            let sum = Self.saturating(cost.addingReportingOverflow(parallelism))
            let memory = Self.product(128, blockSize, sum)
            try Self.check(memory, of: "bytes of memory for scrypt", limit: WorkFactorLimits.scryptMemory)
            let work = Self.product(cost, blockSize, parallelism)
            try Self.check(work, of: "units of work (N·r·p) of scrypt", limit: WorkFactorLimits.scryptWork)
        case .argon2(_, _, let memory, let passes, let lanes):
            try Self.check(memory, of: "KiB of memory for Argon2", limit: WorkFactorLimits.argon2Memory)
            try Self.check(lanes, of: "lanes of Argon2", limit: WorkFactorLimits.argon2Lanes)
            let work = Self.product(1, memory, passes)
            try Self.check(work, of: "units of work (KiB times passes) of Argon2", limit: WorkFactorLimits.argon2Work)
        case .bytesToKey, .putty2: break
        }
    }

    private static func check(_ factor: Int, of unit: String, limit: Int) throws(KeyFileFault) {
        guard factor > 0 else { throw .damaged("it asks for \(factor) \(unit)") }
        guard factor <= limit else {
            // A number that no integer holds has become the largest one there is.
            throw .tooMuchWork("\(factor == .max ? "too many" : "\(factor)") \(unit), and at most \(limit) are allowed")
        }
    }

    private static func product(_ first: Int, _ second: Int, _ third: Int) -> Int {
        guard first > 0, second > 0, third > 0 else { return 0 }
        return saturating(
            saturating(first.multipliedReportingOverflow(by: second)).multipliedReportingOverflow(by: third)
        )
    }

    private static func saturating(_ result: (partialValue: Int, overflow: Bool)) -> Int {
        result.overflow ? .max : result.partialValue
    }
}
