import AutomationCore
import StandardPlugins
import Testing

@Suite struct EnvironmentTests {
    @Test func `a program has the variables that it is given, to the byte`() async throws {
        let variables = ["PATH": "/usr/bin", "LONG": String(repeating: "ü", count: 100), "A": "b"]
        let processes = SystemProcesses(environment: [:])
        let program = ProgramLaunch(
            path: "/usr/bin/env",
            arguments: ["-0"],
            environment: variables,
            folder: "/",
            input: [],
            outputLimit: 1 << 16
        )
        // What stood behind a variable in memory was once a part of it, now and then.
        for _ in 0..<50 {
            let result = try await processes.run(program)
            let lines = result.output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
            #expect(Set(lines) == Set(variables.map { "\($0.key)=\($0.value)" }))
        }
    }
}
