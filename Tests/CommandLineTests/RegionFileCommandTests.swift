import TestSupport
import Testing

/// The SDKs' file of regions, as the command finds it.
@Suite(.timeLimit(.minutes(2)))
struct RegionFileCommandTests {
    @Test func `a region that only regions.yaml knows leads to its cloud`() async throws {
        try await ServedCloud.withCloud { served in
            let folder = try TemporaryFolder()
            let text = "ECS: [{id: lab-1, endpoint: \"\(served.endpoint)\"}]\n"
            let path = try folder.write("regions.yaml", text)
            func check(_ environment: [String: String]) async throws -> CommandRun {
                try await CommandRun.latchkey(
                    ["check-flag", "--server", "win-001", "--region", "lab-1"] + served.options.dropFirst(2),
                    environment: ["OS_TOKEN": ServedCloud.token].merging(environment) { $1 },
                    folder: folder
                )
            }
            #expect(served.options.first == "--endpoint")
            let found = try await check(["HUAWEICLOUD_SDK_REGIONS_FILE": path])
            #expect(found.exitCode == 0, "\(found.text)")
            let unknown = try await check([:])
            #expect(unknown.exitCode == 64)
            #expect(unknown.errors.contains("\"lab-1\" is not in the table of regions"))
        }
    }
}
