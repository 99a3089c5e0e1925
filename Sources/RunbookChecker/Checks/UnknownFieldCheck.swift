import AutomationCore

/// Functions and fields that modules, libraries and objects of the host have not.
struct UnknownFieldCheck: Check {
    /// A field of one of Lua's libraries that is not Lua's own.
    private struct LibraryField {
        let library: StandardLibrary
        let name: Name
    }

    private(set) var findings: [Finding] = []
    private var libraryFields: [LibraryField] = []
    /// The names that the script puts into libraries itself, or looks first whether they are there; and the libraries
    /// that it hands on.
    private var ownFields: Set<String> = []
    private var openLibraries: Set<String> = []

    mutating func field(_ access: FieldAccess, in script: Script) {
        switch (access.base, access.name) {
        case (.library(let library), nil): openLibraries.insert(library.name)
        case (.library(let library), let name?) where access.purpose != .read:
            ownFields.insert("\(library.name).\(name.text)")
        case (.library(let library), let name?):
            guard !library.names.contains(name.text) else { return }
            libraryFields.append(LibraryField(library: library, name: name))
        case (.module(let module), let name?) where access.purpose != .assignment:
            let known = module.functions.map(\.name) + module.constants.map(\.name)
            guard !known.contains(name.text) else { return }
            add(.unknownFunction, name, in: .module(module.name), known: known)
        case (let base, let name?) where access.purpose != .assignment:
            guard let object = base.objectName, let type = script.declarations.objectTypes[object] else { return }
            let known = type.fields.map(\.name) + type.methods.map(\.name)
            guard !known.contains(name.text) else { return }
            add(.unknownField, name, in: .object(object), known: known)
        default: return
        }
    }

    mutating func finish(_ script: Script) {
        let own = ownFields.union(script.resolution.libraryFields)
        for field in libraryFields where !openLibraries.contains(field.library.name) {
            let fullName = "\(field.library.name).\(field.name.text)"
            guard !own.contains(fullName) else { continue }
            if let explanation = script.declarations.removedNames[fullName] {
                findings.append(Finding(.unknownFunction, explanation, at: field.name.offset))
                continue
            }
            add(
                .unknownFunction,
                field.name,
                in: .module(field.library.name),
                known: field.library.names,
                hint: MissingNames.advice[fullName]
            )
        }
    }

    private mutating func add(
        _ code: Diagnostic.Code,
        _ name: Name,
        in scope: UnknownName.Scope,
        known: [String],
        hint: String? = nil
    ) {
        let unknown = UnknownName(name.text, in: scope, known: known)
        findings.append(
            Finding(code, hint == nil ? unknown.explanation : unknown.statement, hint: hint, at: name.offset)
        )
    }
}
