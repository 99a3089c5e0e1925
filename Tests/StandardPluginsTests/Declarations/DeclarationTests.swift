import AutomationCore
import CloudPasswords
import StandardPlugins
import TestSupport
import Testing

struct DeclarationTests {
    private static let plugins = StandardPlugins.all(
        cloud: CloudSession(unavailable: AutomationError(.input, "there is no endpoint")),
        store: EmptyStore()
    )
    private static let modules = plugins.flatMap(\.modules)
    private static let types = modules.flatMap(\.objectTypes)
    private static let functions =
        modules.flatMap { module in module.functions.map { (name: "\(module.name).\($0.name)", function: $0) } }
        + types.flatMap { type in type.methods.map { (name: "\(type.name):\($0.name)", function: $0) } }

    @Test func `these modules and functions are built in`() {
        #expect(
            Self.modules.map(\.name) == [
                "password", "server", "key", "vault", "log", "json", "yaml", "time", "text", "fs", "http", "process",
            ]
        )
        #expect(
            Self.modules.flatMap { module in module.functions.map { "\(module.name).\($0.name)" } } == [
                "password.get", "password.wait", "password.decrypt", "password.clear", "password.reset",
                "password.reset_all", "password.check_flag", "password.validate", "password.generate", "server.get",
                "server.list", "server.find", "server.start", "server.stop", "server.reboot", "server.restart",
                "server.wait_for", "key.load", "vault.put", "vault.get", "vault.has", "log.debug", "log.info",
                "log.warn",
                "log.error", "json.encode", "json.decode", "yaml.encode", "yaml.decode", "time.now", "time.monotonic",
                "time.format", "time.parse", "time.duration", "text.trim", "text.split", "text.lines",
                "text.starts_with", "text.ends_with", "text.contains", "text.replace", "text.pad",
                "text.base64_encode", "text.base64_decode", "text.hex_encode", "text.hex_decode", "text.url_encode",
                "text.sha256", "text.uuid", "fs.read", "fs.write", "fs.append", "fs.exists", "fs.list",
                "fs.make_folder", "fs.remove", "http.request", "http.get", "http.post", "process.run",
            ]
        )
        #expect(Self.modules.allSatisfy { !$0.isGlobal })
    }

    @Test func `every plugin says who it is`() {
        for manifest in Self.plugins.map(\.manifest) {
            #expect(Self.isName(manifest.name))
            #expect(manifest.version.wholeMatch(of: /[0-9]+\.[0-9]+\.[0-9]+/) != nil)
            #expect(manifest.contractVersion == PluginManifest.currentContractVersion)
            #expect(Self.isSentence(manifest.summary))
        }
        #expect(Set(Self.plugins.map(\.manifest.name)).count == Self.plugins.count)
    }

    @Test func `every module, function and type has a name and a sentence that says what it is`() {
        for module in Self.modules {
            #expect(Self.isName(module.name))
            #expect(Self.isSentence(module.summary), "\(module.name)")
            #expect(Set(module.functions.map(\.name)).count == module.functions.count)
        }
        for (name, function) in Self.functions {
            #expect(Self.isName(function.name), "\(name)")
            #expect(Self.isSentence(function.summary), "\(name)")
            if let result = function.returns { #expect(Self.isPhrase(result.summary), "\(name)") }
        }
        for type in Self.types {
            #expect(type.name.wholeMatch(of: /[a-z]+( [a-z]+)*/) != nil)
            #expect(Self.isSentence(type.summary), "\(type.name)")
        }
    }

    @Test func `every parameter, option and field has a name and says what it is for`() {
        for (name, function) in Self.functions {
            let all = function.parameters + function.options
            for parameter in all {
                #expect(Self.isName(parameter.name), "\(name)")
                #expect(Self.isPhrase(parameter.summary), "\(name) \(parameter.name)")
            }
            #expect(Set(all.map(\.name)).count == all.count, "\(name)")
            #expect(function.options.allSatisfy { $0.isOptional }, "\(name)")
            #expect(!function.parameters.drop { !$0.isOptional }.contains { !$0.isOptional }, "\(name)")
            #expect((0...function.parameters.count).contains(function.optionsPosition), "\(name)")
        }
        for type in Self.types {
            for field in type.fields {
                #expect(Self.isName(field.name))
                #expect(Self.isPhrase(field.summary), "\(type.name).\(field.name)")
            }
        }
    }

    @Test func `every type that is mentioned is declared, once or always the same`() {
        let names = Set(Self.types.map(\.name))
        for (name, function) in Self.functions {
            let mentioned = (function.parameters + function.options).map(\.type) + [function.returns?.type]
            for case let object? in mentioned.map({ $0.flatMap(Self.objectName) }) {
                #expect(names.contains(object), "\(name)")
            }
        }
        for name in names {
            let same = Self.types.filter { $0.name == name }
            #expect(Set(same.map(\.summary)).count == 1)
            #expect(Set(same.map { $0.fields.map(\.name) }).count == 1)
        }
    }

    @Test func `whatever asks the cloud declares what any request may fail with`() {
        let asking = [
            "password.get", "password.wait", "password.clear", "password.reset", "password.check_flag", "server.get",
            "server.list", "server.find", "server.start", "server.stop", "server.reboot", "server.restart",
            "server.wait_for",
        ]
        let kinds: Set<ErrorKind> = [
            .authentication, .forbidden, .notFound, .throttled, .connection, .timeout, .cloud,
        ]
        for (name, function) in Self.functions where asking.contains(name) {
            #expect(kinds.isSubset(of: function.errors), "\(name)")
            #expect(Set(function.errors).count == function.errors.count, "\(name)")
        }
    }

    @Test func `only resets, changes of power and what others may feel must happen once`() {
        let once = Self.functions.filter { $0.function.effect == .once }.map(\.name)
        #expect(
            once == [
                "password.reset", "password.reset_all", "server.start", "server.stop", "server.reboot",
                "server.restart", "fs.append", "http.request", "http.post", "process.run",
            ]
        )
    }

    @Test func `the option for the API offers every API`() throws {
        for (name, function) in Self.functions {
            guard let option = function.options.first(where: { $0.name == "api" }) else { continue }
            #expect(option.type == .choice(["v1", "v2.1", "v2", "nova"]), "\(name)")
        }
    }

    private static func isName(_ text: String) -> Bool { text.wholeMatch(of: /[a-z][a-z0-9_]*/) != nil }

    private static func isSentence(_ text: String) -> Bool {
        text.first?.isUppercase == true && text.hasSuffix(".") && !text.contains("\n") && text.count <= 110
    }

    private static func isPhrase(_ text: String) -> Bool {
        text.count >= 4 && (text.hasSuffix("...") || !text.hasSuffix(".")) && !text.contains("\n") && text.count <= 110
    }

    private static func objectName(_ type: ParameterType) -> String? {
        switch type {
        case .object(let name): name
        case .list(let type), .optional(let type): objectName(type)
        default: nil
        }
    }
}
