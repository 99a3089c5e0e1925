public import AutomationCore

/// Tells what is wrong in a runbook without running it: what can be known from its text and from the declarations of
/// the host's functions. Where it cannot be known, nothing is told.
public struct RunbookChecker: Sendable {
    /// So many findings are told of one script.
    private static let mostFindings = 500
    /// So many modules beside a script are looked at for the globals that they make.
    private static let mostModules = 200

    private let declarations: Declarations

    /// A checker for runbooks that have these modules.
    ///
    /// - Parameters:
    ///   - modules: All that a runbook can call; those of the engine too.
    ///   - inputs: What a runbook may write in `runbook.inputs`.
    ///   - removedNames: What of Lua's own is not there, like `os.exit`, with what to say about it.
    public init(
        modules: [HostModule],
        inputs: InputVocabulary = InputVocabulary(),
        removedNames: [String: String] = [:]
    ) {
        declarations = Declarations(modules: modules, inputs: inputs, removedNames: removedNames)
    }

    /// Checks one script.
    ///
    /// - Parameters:
    ///   - script: The bytes of the file.
    ///   - file: What the findings call it.
    ///   - moduleSource: The bytes of the script's own module with this name; nil when it has none.
    /// - Returns: What is wrong, in the order of the text.
    public func check(
        _ script: [UInt8],
        file: String,
        moduleSource: (String) -> [UInt8]? = { _ in nil }
    ) -> [Diagnostic] {
        let source = SourceText(script)
        let block: Block
        do {
            block = try Parser.parse(source)
        } catch {
            return diagnostics([Finding(.syntax, error.message, at: error.offset)], source, file)
        }
        var resolution = Resolver.resolve(block, in: source)
        var modules: [String: [UInt8]?] = [:]
        addGlobals(of: resolution.requiredModules, to: &resolution, seen: &modules, moduleSource)
        let known = Set(modules.filter { $0.value != nil }.keys)
        let script = Script(source: source, resolution: resolution, declarations: declarations, ownModules: known)
        var analysis = Analysis(script)
        let findings =
            resolution.problems.map { Finding(.syntax, $0.message, at: $0.offset) } + analysis.findings(block)
        return diagnostics(findings, source, file)
    }

    /// What modules beside the script assign to globals, the script may use.
    private func addGlobals(
        of names: Set<String>,
        to resolution: inout Resolution,
        seen: inout [String: [UInt8]?],
        _ moduleSource: (String) -> [UInt8]?
    ) {
        var waiting = names.sorted()
        while let name = waiting.popLast() {
            guard seen[name] == nil, declarations.modules[name] == nil else { continue }
            guard seen.count < Self.mostModules else { return resolution.hasUnknownGlobals = true }
            let text = moduleSource(name)
            seen[name] = .some(text)
            guard let text else { continue }
            let source = SourceText(text)
            guard let block = try? Parser.parse(source) else { continue }
            let module = Resolver.resolve(block, in: source)
            resolution.assignedGlobals.formUnion(module.assignedGlobals)
            if module.hasUnknownGlobals { resolution.hasUnknownGlobals = true }
            waiting += module.requiredModules.sorted()
        }
    }

    private func diagnostics(_ findings: [Finding], _ source: SourceText, _ file: String) -> [Diagnostic] {
        let sorted = findings.enumerated().sorted { ($0.element.offset, $0.offset) < ($1.element.offset, $1.offset) }
        return sorted.prefix(Self.mostFindings).map { _, finding in
            let place = source.position(at: finding.offset)
            return Diagnostic(
                file: file,
                line: place.line,
                column: place.column,
                code: finding.code,
                message: TokenText.printable(finding.message),
                hint: finding.hint.map(TokenText.printable)
            )
        }
    }
}
