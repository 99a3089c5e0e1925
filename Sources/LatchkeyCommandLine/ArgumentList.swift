/// The arguments as they were typed, made unambiguous.
enum ArgumentList {
    /// How many servers `--simulate` stands for when no number follows.
    static let simulatedServers = 3

    /// `--simulate` takes a number or nothing, so that what follows it and is no number, the runbook say, stays itself.
    static func normalised(_ arguments: some Collection<String>) -> [String] {
        let arguments = Array(arguments)
        return arguments.enumerated().map { index, argument in
            let next = index + 1 < arguments.count ? arguments[index + 1] : ""
            return argument == "--simulate" && Int(next) == nil ? "--simulate=\(simulatedServers)" : argument
        }
    }
}
