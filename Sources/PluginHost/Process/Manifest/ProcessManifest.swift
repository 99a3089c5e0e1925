import AutomationCore

/// What a process plugin has answered to `initialize`.
struct ProcessManifest: Sendable {
    /// The option that every process plugin has.
    static let timeoutOption = "timeout"

    var manifest: PluginManifest
    var modules: [DeclaredModule]
    var slots: Set<PluginSlot>
    /// What stands in for options that are left out.
    var standIns: [String: Value]

    /// Reads a manifest.
    ///
    /// - Throws: ``WireFault`` that names the field.
    init(_ value: Value) throws(WireFault) {
        let known = ["name", "version", "contract", "summary", "options", "permissions", "modules", "slots"]
        let reader = try RecordReader(value, at: "the manifest", known: known)
        manifest = PluginManifest(
            name: try reader.text("name"),
            version: try reader.text("version"),
            contractVersion: try reader.integer("contract"),
            summary: try reader.text("summary"),
            permissions: try Self.permissions(reader.fields["permissions"] ?? .record([:]))
        )
        standIns = [:]
        for (name, value) in try reader.objects("options") {
            guard name != Self.timeoutOption else {
                throw WireFault("the option \"\(name)\" is Latchkey's own: how long an answer may take")
            }
            let option = try DeclaredParameter(named: name, value, at: "options")
            manifest.options.append(option.parameter)
            if !option.standIn.isNone { standIns[name] = option.standIn }
        }
        manifest.options.append(
            Parameter(Self.timeoutOption, .duration, "how long an answer of the plugin may take", default: "\"30s\"")
        )
        modules = []
        for (name, value) in try reader.objects("modules") { modules.append(try DeclaredModule(named: name, value)) }
        slots = []
        for word in try reader.texts("slots") {
            let words = PluginSlot.allCases.map(\.rawValue)
            guard let slot = PluginSlot(rawValue: word) else {
                let suggestion = Spelling.nearest(to: word, among: words).map { "; did you mean \"\($0)\"?" } ?? ""
                throw WireFault("the manifest: there is no slot \"\(word)\"\(suggestion)")
            }
            guard slots.insert(slot).inserted else {
                throw WireFault("the manifest: the slot \"\(word)\" is there twice")
            }
        }
        if let problem = manifest.problems.first { throw WireFault("the manifest: \(problem)") }
        try checkSecrets()
    }

    /// Who is given secrets must ask for them.
    private func checkSecrets() throws(WireFault) {
        guard !manifest.permissions.allowsSecrets else { return }
        let slot = [PluginSlot.policy, .secretStore].first { slots.contains($0) }
        let option = manifest.options.first { $0.type == .secret || $0.type == .optional(.secret) }
        guard let what = slot.map({ "slot \"\($0.rawValue)\"" }) ?? option.map({ "option \"\($0.name)\"" }) else {
            return
        }
        throw WireFault("the manifest: the \(what) needs \"permissions\": {\"secrets\": true}")
    }

    private static func permissions(_ value: Value) throws(WireFault) -> Grants {
        let known = ["hosts", "paths", "programs", "secrets", "native"]
        let reader = try RecordReader(value, at: "permissions", known: known)
        var paths: [Grants.Path] = []
        for value in try reader.list("paths") { paths.append(try path(value)) }
        return Grants(
            paths: paths,
            hosts: try reader.texts("hosts"),
            programs: try reader.texts("programs"),
            allowsNativeCode: try reader.boolean("native"),
            allowsSecrets: try reader.boolean("secrets")
        )
    }

    /// A path that is to be read, or an object with the path and whether it is to be written.
    private static func path(_ value: Value) throws(WireFault) -> Grants.Path {
        var path = ""
        var isWritable = false
        if case .string(let text) = value {
            path = text
        } else {
            let reader = try RecordReader(value, at: "a path of permissions", known: ["path", "write"])
            path = try reader.text("path")
            isWritable = try reader.boolean("write")
        }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        let isPlain = path == "/" || parts.allSatisfy { !["", ".", ".."].contains($0) }
        guard path.hasPrefix("/"), isPlain, HarmlessText.isHarmless(path) else {
            throw WireFault("permissions: a path must be absolute, without . and ..")
        }
        return Grants.Path(path, isWritable: isWritable)
    }
}
