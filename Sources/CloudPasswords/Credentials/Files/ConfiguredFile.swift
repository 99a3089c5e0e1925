import AutomationCore

/// A file of another tool: where a variable says, or else at its usual place below the home folder.
struct ConfiguredFile: Sendable {
    let environment: CredentialEnvironment
    private let variable: String
    private let place: String
    private let files: CredentialFiles

    /// Describes a file.
    ///
    /// - Parameters:
    ///   - place: its usual place, below the home folder: `.huaweicloud/credentials`.
    ///   - variable: the variable that names another: `HUAWEICLOUD_SDK_CREDENTIALS_FILE`.
    init(_ place: String, variable: String, environment: [String: String], files: CredentialFiles) {
        self.environment = CredentialEnvironment(environment)
        self.variable = variable
        self.place = place
        self.files = files
    }

    /// Where it is looked for; nil when nothing says where.
    var path: String? { environment.path(variable) ?? environment.inHome(place) }

    /// Why there is no path.
    var nowhere: String { "neither HOME nor \(variable) is set" }

    /// Its text; nil when there is no such file.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/authentication`` when it cannot be read, or when the variable
    ///   names it and it is not there.
    func text() throws(AutomationError) -> String? {
        guard let path else { return nil }
        if let text = try files.text(path) { return text }
        guard environment[variable] == nil else {
            throw AutomationError(.authentication, "\(variable) names \(path), and there is no such file")
        }
        return nil
    }
}
