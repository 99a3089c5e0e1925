public import AutomationCore

/// The documentation for programs. Fields are only ever added.
public struct ReferenceDocument: Encodable, Sendable {
    struct Field: Encodable {
        var name: String
        var type: String
        var summary: String
        var optional: Bool
        var `default`: String?

        init(_ parameter: Parameter, type: String) {
            name = parameter.name
            self.type = type
            summary = parameter.summary
            optional = parameter.isOptional
            `default` = parameter.defaultText
        }
    }

    struct Result: Encodable {
        var type: String
        var summary: String
    }

    struct Function: Encodable {
        var name: String
        var signature: String
        var summary: String
        var parameters: [Field]
        var options: [Field]
        var variadic: Bool
        var returns: Result?
        var errors: [String]
        var effect: String
        var waits: Bool

        init(_ function: HostFunction, owner: String) {
            name = owner + function.name
            signature = FunctionSignature.text(of: function, owner: owner)
            summary = function.summary
            parameters = function.parameters.map { Field($0, type: PlainTypeText.taken($0.type)) }
            options = function.options.map { Field($0, type: PlainTypeText.taken($0.type)) }
            variadic = function.isVariadic
            returns = function.returns.map { Result(type: PlainTypeText.given($0.type), summary: $0.summary) }
            errors = ([.argument, .cancelled] + function.errors).map(\.rawValue)
            effect = function.effect.rawValue
            waits = function.isAsync
        }
    }

    struct Constant: Encodable {
        var name: String
        var type: String
        var summary: String

        init(_ constant: ModuleConstant, module: HostModule) {
            name = "\(module.name).\(constant.name)"
            type = PlainTypeText.given(constant.type)
            summary = constant.summary
        }
    }

    struct Module: Encodable {
        var name: String
        var summary: String
        var global: Bool
        var functions: [Function]
        var constants: [Constant]
    }

    struct Object: Encodable {
        var name: String
        var summary: String
        var fields: [Field]
        var methods: [Function]
    }

    var modules: [Module] = []
    var functions: [Function] = []
    var constants: [Constant] = []
    var objects: [Object] = []

    mutating func add(_ entry: ReferenceEntry) {
        switch entry {
        case .module(let module):
            modules.append(
                Module(
                    name: module.name,
                    summary: module.summary,
                    global: module.isGlobal,
                    functions: module.functions.map { Function($0, owner: module.name + ".") },
                    constants: module.constants.map { Constant($0, module: module) }
                )
            )
        case .function(let function, let module): functions.append(Function(function, owner: module.name + "."))
        case .constant(let constant, let module): constants.append(Constant(constant, module: module))
        case .type(let type): add(type)
        case .method(let method, let type): functions.append(Function(method, owner: type.name + ":"))
        case .table(let table): add(ObjectType(name: table.name, summary: table.summary, fields: table.fields))
        }
    }

    private mutating func add(_ type: ObjectType) {
        objects.append(
            Object(
                name: type.name,
                summary: type.summary,
                fields: type.fields.map { Field($0, type: PlainTypeText.given($0.type)) },
                methods: type.methods.map { Function($0, owner: type.name + ":") }
            )
        )
    }
}

extension ScriptReference {
    /// The documentation as a document.
    ///
    /// - Parameter name: A module, a function, a kind of object; nil for everything.
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/input`` that suggests the nearest name.
    public func document(about name: String?) throws(AutomationError) -> ReferenceDocument {
        var document = ReferenceDocument()
        if let name {
            for entry in try entries(named: name) { document.add(entry) }
        } else {
            for module in modules { document.add(.module(module)) }
            for type in objectTypes { document.add(.type(type)) }
            document.add(.table(.error))
            document.add(.table(.input))
        }
        return document
    }
}
