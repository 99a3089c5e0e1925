/// What running a script in here costs beside plain Lua, and what crossing between Lua and Swift costs.
///
/// Every figure is a ratio to something plain measured in the same run, or a size, because absolute times say more of
/// the machine than of the code.
@main
struct BoundaryBenchmark {
    static func main() async throws {
        try await ScriptWork.measure()
        try await ReadyCalls.measure()
        try await WaitingTasks.measure()
    }
}
