import ArgumentParser

/// Which servers.
struct ServerOptions: ParsableArguments {
    @Option(
        name: .long,
        parsing: .singleValue,
        help: ArgumentHelp("Server to work on, by its id or its exact name; once per server.", valueName: "id or name")
    )
    var server: [String] = []

    func validate() throws {
        var seen: Set<String> = []
        for text in server {
            guard !text.isEmpty, text.count <= 255, !text.unicodeScalars.contains(where: { $0.properties.isControl })
            else {
                throw ValidationError(
                    "--server: expected the id or the name of a server, got '\(TableText.plain(text))'"
                )
            }
            guard seen.insert(text).inserted else { throw ValidationError("--server: \(text) is given twice") }
        }
    }

    /// For commands that do nothing without one.
    func checkGiven() throws {
        guard server.isEmpty else { return }
        throw ValidationError("--server: give the id or the exact name of a server, once per server")
    }
}

extension Unicode.Scalar.Properties {
    /// Whether a terminal might take it for a command.
    var isControl: Bool { generalCategory == .control || generalCategory == .format }
}
