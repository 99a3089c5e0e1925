import ArgumentParser
import AutomationCore
import CloudPasswords
import Foundation

/// `latchkey servers`.
struct ServersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "servers",
        abstract: "List the servers of the project.",
        discussion: """
            All of them, or those that fit everything that is given.

            \(ExitCode.commandTable)
            """
    )

    @Option(help: "The whole name, letter for letter.")
    var name: String?

    @Option(help: ArgumentHelp("A part of the name, letter for letter.", valueName: "part"))
    var nameContains: String?

    @Option(help: "The status, like ACTIVE or SHUTOFF.")
    var status: String?

    @Option(help: ArgumentHelp("The id of the image that they were made from.", valueName: "id"))
    var image: String?

    @Option(help: ArgumentHelp("The id of their flavor.", valueName: "id"))
    var flavor: String?

    @Option(help: ArgumentHelp("The key pair that they were made with.", valueName: "name"))
    var keyName: String?

    @OptionGroup(title: "Output") var result: ResultOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await CommandFrame(options: common, result: result, needsStore: false).run { session in
            let filter = ServerFilter(
                name: name,
                namePart: nameContains,
                status: status,
                imageID: image,
                flavorID: flavor,
                keyName: keyName
            )
            let servers = try await session.passwords.servers.servers(matching: filter)
            let sorted = servers.sorted { ($0.name ?? "", $0.id) < ($1.name ?? "", $1.id) }
            if sorted.isEmpty { Console.note("there is no server" + (filter == ServerFilter() ? "" : " that fits")) }
            return CommandReport(
                entries: sorted.map { ServerEntry(server: $0, columns: Self.columns($0), showsDetail: true) },
                heading: sorted.isEmpty ? nil : ["ID", "NAME", "STATUS", "OS", "KEY PAIR", "LAUNCHED"]
            )
        }
    }

    private static func columns(_ server: Server) -> [String] {
        let detail = server.detail
        return [
            server.id, server.name ?? "-", detail?.status ?? "-", detail?.osType ?? "-", detail?.keyName ?? "-",
            detail?.launchedAt.map { $0.formatted(.iso8601) } ?? "-",
        ]
    }
}
