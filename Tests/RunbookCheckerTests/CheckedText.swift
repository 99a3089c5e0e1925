import AutomationCore
import RunbookChecker

/// A script in a test, and what the checker says of it with modules like those of the standard plugins.
struct CheckedText {
    let diagnostics: [Diagnostic]

    /// - Parameter modules: The texts of modules beside the script.
    init(_ script: String, modules: [String: String] = [:]) {
        diagnostics = Self.checker.check(Array(script.utf8), file: "test.lua") { modules[$0].map { Array($0.utf8) } }
    }

    /// One line for each finding: `1:7: message [code]`, with the hint behind it.
    var lines: [String] {
        diagnostics.map { finding in
            let hint = finding.hint.map { " (\($0))" } ?? ""
            return "\(finding.line):\(finding.column): \(finding.message) [\(finding.code.rawValue)]\(hint)"
        }
    }

    /// The codes alone.
    var codes: [Diagnostic.Code] { diagnostics.map(\.code) }

    static let checker = RunbookChecker(
        modules: modules,
        inputs: inputs,
        removedNames: ["io": "io is not there", "os.exit": "os.exit is not there; return"]
    )

    private static let inputs = InputVocabulary(
        fields: [
            Parameter(
                "type",
                .choice(["string", "number", "duration", "choice", "server", "servers"]),
                "",
                default: "string"
            ),
            Parameter("help", .string, "", default: "nothing"),
            Parameter("default", .optional(.any), ""),
            Parameter("optional", .boolean, "", default: "false"),
            Parameter("choices", .list(.string), "", default: "none"),
        ],
        types: ["string": .string, "number": .number, "server": .server, "servers": .list(.server)]
    )

    private static let modules = [
        HostModule(
            name: "password",
            summary: "",
            functions: [
                declared("get", [server], returns: .optional(sealed)),
                declared("wait", [server], options: [timeout, api], returns: sealed),
                declared(
                    "decrypt",
                    [Parameter("sealed", sealed, ""), Parameter("key", .object("private key"), "")],
                    returns: .secret
                ),
                declared(
                    "reset",
                    [server, Parameter("password", .optional(.secret), "")],
                    options: [Parameter("outcome", .boolean, "", default: "false"), timeout],
                    returns: .secret
                ),
                declared("generate", [], options: [Parameter("length", .integer, "", default: "20")], isWaiting: false),
            ],
            objectTypes: [ObjectType(name: "sealed password", summary: "")]
        ),
        HostModule(
            name: "server",
            summary: "",
            functions: [
                declared("get", [server], returns: .server),
                declared("list", [], options: [Parameter("name", .optional(.string), "")], returns: .list(.server)),
                declared(
                    "reboot",
                    [server],
                    options: [Parameter("mode", .choice(["soft", "hard"]), "", default: "soft")]
                ),
            ],
            objectTypes: [Server.objectType]
        ),
        HostModule(
            name: "key",
            summary: "",
            functions: [declared("load", [Parameter("path", .string, "")], returns: .object("private key"))],
            objectTypes: [ObjectType(name: "private key", summary: "")]
        ),
        HostModule(
            name: "vault",
            summary: "",
            functions: [declared("put", [server, Parameter("secret", .secret, "")])],
            objectTypes: [Secret.objectType]
        ),
        HostModule(
            name: "log",
            summary: "",
            functions: [
                declared("info", [Parameter("message", .optional(.any), "")], isVariadic: true, isWaiting: false)
            ]
        ),
        HostModule(
            name: "json",
            summary: "",
            functions: [declared("encode", [Parameter("value", .any, "")], returns: .string, isWaiting: false)],
            constants: [ModuleConstant("null", .any, "", value: .boolean(false))]
        ),
        HostModule(
            name: "fleet",
            summary: "",
            functions: [
                declared(
                    "each",
                    [Parameter("servers", .list(.server), ""), Parameter("fn", .function, "")],
                    options: [Parameter("concurrency", .integer, "", default: "200")],
                    optionsPosition: 1,
                    returns: .list(.record)
                )
            ]
        ),
        HostModule(
            name: "runbook",
            summary: "",
            functions: [
                declared("inputs", [Parameter("declarations", .record, "")], returns: .record, isWaiting: false)
            ],
            isGlobal: true
        ),
    ]

    private static let server = Parameter("server", .server, "")
    private static let sealed = ParameterType.object("sealed password")
    private static let timeout = Parameter("timeout", .duration, "", default: "15m")
    private static let api = Parameter("api", .choice(["v1", "v2.1"]), "", default: "v1")

    private static func declared(
        _ name: String,
        _ parameters: [Parameter],
        options: [Parameter] = [],
        optionsPosition: Int? = nil,
        isVariadic: Bool = false,
        returns: ParameterType? = nil,
        isWaiting: Bool = true
    ) -> HostFunction {
        HostFunction(
            name,
            summary: "",
            parameters: parameters,
            options: options,
            optionsPosition: optionsPosition,
            isVariadic: isVariadic,
            returns: returns.map { HostFunction.Result($0, "") },
            effect: .read,
            body: isWaiting ? .suspending { _ in .none } : .immediate { _ in .none }
        )
    }
}
