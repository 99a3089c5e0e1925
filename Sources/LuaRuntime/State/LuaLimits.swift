import CLuaShims

/// How long scripts may compute. Waiting does not count.
public struct LuaLimits: Sendable, Equatable {
    /// How much computing lets others have their turn; zero to count instructions instead of time.
    var pauseAfter: Duration
    /// How long one stretch without a wait may become before it is worth a word.
    var warnAfter: Duration
    /// How long one stretch without a wait may be.
    var stretch: Duration
    /// How long one call may compute altogether.
    var total: Duration
    /// How many instructions one stretch without a wait may have.
    var instructions: Int

    /// Measures time, by a watchdog that costs a script nothing until it has computed for ten milliseconds.
    ///
    /// - Parameters:
    ///   - stretch: The longest stretch without a wait; zero for no limit.
    ///   - total: How long one call may compute altogether; zero for no limit.
    ///   - warnAfter: The length of a stretch at which ``LuaConfiguration/onLongComputation`` is called.
    public static func timed(
        stretch: Duration = .seconds(30),
        total: Duration = .seconds(600),
        warnAfter: Duration = .seconds(1)
    ) -> LuaLimits {
        LuaLimits(
            pauseAfter: .milliseconds(10),
            warnAfter: warnAfter,
            stretch: stretch,
            total: total,
            instructions: 0
        )
    }

    /// Counts instructions, so that the same script is ended at the same place in every run. Costs every instruction.
    ///
    /// - Parameter instructions: The longest stretch without a wait, rounded up to tens of thousands; 0 for no limit.
    public static func counted(instructions: Int = 1_000_000_000) -> LuaLimits {
        LuaLimits(pauseAfter: .zero, warnAfter: .zero, stretch: .zero, total: .zero, instructions: instructions)
    }

    var shims: lks_limits {
        lks_limits(
            pause_after: Self.nanoseconds(pauseAfter),
            warn_after: Self.nanoseconds(warnAfter),
            stretch: Self.nanoseconds(stretch),
            total: Self.nanoseconds(total),
            instructions: Int64(instructions)
        )
    }

    private static func nanoseconds(_ duration: Duration) -> Int64 {
        Int64(clamping: Int((duration / .nanoseconds(1)).rounded()))
    }
}
