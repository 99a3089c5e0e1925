import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct CMDBPluginTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static let list = """
        local log = require "log"
        local input = runbook.inputs { servers = { type = "servers", help = "which servers" } }
        for _, server in ipairs(input.servers) do log.info("found", server.id, server.name) end
        """

    private func run(csv: String, delimiter: String? = nil) async throws -> CommandRun {
        let plugin = ExamplePlugin("cmdb", in: folder)
        let file = try folder.write("servers.csv", csv)
        let lines = delimiter.map { "\n      delimiter: \"\($0)\"" } ?? ""
        try plugin.configure(["/srv/cmdb/servers.csv": file + lines])
        return try await plugin.run(Self.list, ["--inventory", "cmdb"])
    }

    private func found(_ run: CommandRun) -> [String] {
        run.errors.matches(of: #/found (.*)/#).map { String($0.1) }
    }

    @Test func `servers come from a CSV file, in its order, those that fit`() async throws {
        let run = try await run(
            csv: """
                \u{feff}instance id,hostname,environment,os,note
                id-3,web-03,production,Windows,"with a comma, and a
                line end"
                id-1,web-01,production,Windows,
                id-2,db-01,production,Linux,
                id-4,,production,Windows,
                id-5,web-05,test,Windows,

                """
        )
        #expect(run.exitCode == 0, "\(run.text)")
        #expect(found(run) == ["id-3 web-03", "id-1 web-01", "id-4 nil"])
    }

    @Test func `semicolons, and the line ends of Windows, are no trouble`() async throws {
        let run = try await run(
            csv: "instance id;hostname;environment;os\r\nid-1; web-01;production;Windows\r\n",
            delimiter: ";"
        )
        #expect(run.exitCode == 0, "\(run.text)")
        #expect(found(run) == ["id-1 web-01"])
    }

    @Test func `servers come from an SQLite database, which is only read`() async throws {
        let plugin = ExamplePlugin("cmdb", in: folder)
        let database = folder.path + "/cmdb.sqlite"
        let make = try RunningCommand(
            "/usr/bin/python3",
            [
                "-c",
                """
                import sqlite3, sys
                with sqlite3.connect(sys.argv[1]) as connection:
                    connection.execute("CREATE TABLE servers (id TEXT, name TEXT, environment TEXT)")
                    connection.executemany(
                        "INSERT INTO servers VALUES (?, ?, ?)",
                        [("id-2", "web-02", "production"), ("id-1", "web-01", "production"), ("id-3", "x", "test")],
                    )
                """, database,
            ],
            environment: [:],
            folder: folder
        )
        #expect(await make.ended().exitCode == 0)
        try plugin.configure(["/srv/cmdb/cmdb.sqlite": database], block: 1)
        let run = try await plugin.run(Self.list, ["--inventory", "cmdb"])
        #expect(run.exitCode == 0, "\(run.text)")
        #expect(found(run) == ["id-1 web-01", "id-2 web-02"])
        let query = "SELECT id, name FROM servers WHERE environment = 'production' ORDER BY name"
        try plugin.configure(["/srv/cmdb/cmdb.sqlite": database, query: "DELETE FROM servers"], block: 1)
        let deleting = try await plugin.run(Self.list, ["--inventory", "cmdb"])
        #expect(deleting.exitCode != 0)
        #expect(deleting.errors.contains("attempt to write a readonly database"))
    }

    @Test(arguments: [
        ("instance id,host_name,environment,os\n", "has no column \"hostname\"; did you mean \"host_name\"?"),
        ("instance id,hostname,environment,os\n,web-01,production,Windows\n", "line 2: there is no id"),
        (
            "instance id,hostname,environment,os\ni,a,production,Windows\ni,b,production,Windows\n",
            "line 3: the id i is there twice"
        ),
    ])
    func `a file that cannot be right stops the run`(csv: String, expected: String) async throws {
        let run = try await run(csv: csv)
        #expect(run.exitCode != 0)
        #expect(run.errors.contains("plugin \"cmdb\""))
        #expect(run.errors.contains(expected), "\(run.errors)")
    }

    @Test func `a file that is not there is named`() async throws {
        let plugin = ExamplePlugin("cmdb", in: folder)
        try plugin.configure([:])
        let run = try await plugin.run(Self.list, ["--inventory", "cmdb"])
        #expect(run.exitCode != 0)
        #expect(run.errors.contains("there is no file /srv/cmdb/servers.csv"), "\(run.errors)")
    }
}
