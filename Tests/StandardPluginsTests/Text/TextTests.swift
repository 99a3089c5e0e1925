import AutomationCore
import CloudSimulator
import TestSupport
import Testing

struct TextTests {
    private let call: PluginCalls

    init() throws {
        call = PluginCalls(try SimulatedSetting())
    }

    private func text(_ name: String, _ arguments: String...) throws -> String {
        switch arguments.count {
        case 1: try call.now("text." + name, .string(arguments[0])).shown
        case 2: try call.now("text." + name, .string(arguments[0]), .string(arguments[1])).shown
        default:
            try call.now("text." + name, .string(arguments[0]), .string(arguments[1]), .string(arguments[2])).shown
        }
    }

    @Test func `both ends are trimmed`() throws {
        #expect(try text("trim", " \t a b\u{a0}\r\n") == "\"a b\"")
        #expect(try text("trim", " \n ") == "\"\"")
        #expect(try text("trim", "") == "\"\"")
    }

    @Test func `texts are split at a separator that stands for itself`() throws {
        #expect(try text("split", "a.b..c", ".") == #"{"a", "b", "", "c"}"#)
        #expect(try text("split", "", ",") == #"{""}"#)
        #expect(try text("split", "a, b", ", ") == #"{"a", "b"}"#)
        #expect(try text("split", ",", ",") == #"{"", ""}"#)
        let error = try call.refusal("text.split", .string("a"), .string(""))
        #expect(error.message == "\"separator\" must not be empty")
    }

    @Test func `lines lose their ends`() throws {
        #expect(try text("lines", "a\r\nb\n\nc") == #"{"a", "b", "", "c"}"#)
        #expect(try text("lines", "a\n") == #"{"a"}"#)
        #expect(try text("lines", "\n") == #"{""}"#)
        #expect(try text("lines", "") == "{}")
    }

    @Test func `parts are looked for as they are`() throws {
        #expect(try text("starts_with", "a.b", "a.") == "true")
        #expect(try text("starts_with", "axb", "a.") == "false")
        #expect(try text("starts_with", "a", "") == "true")
        #expect(try text("ends_with", "a.b", ".b") == "true")
        #expect(try text("ends_with", "b", ".b") == "false")
        #expect(try text("contains", "a.b", "a.b") == "true")
        #expect(try text("contains", "axb", ".") == "false")
        #expect(try text("contains", "", "") == "true")
        #expect(try text("replace", "%d.%d", "%d", "$0") == "\"$0.$0\"")
        #expect(try text("replace", "aaa", "aa", "b") == "\"ba\"")
        #expect(try call.refusal("text.replace", .string("a"), .string("")).kind == .argument)
    }

    @Test func `a replacement cannot grow without limit`() throws {
        let many = Value.string(String(repeating: "a", count: 100_000))
        #expect(throws: AutomationError.self) { try call.now("text.replace", many, .string("a"), many) }
    }

    @Test func `columns are filled up`() throws {
        let right = Value.record(["align": .string("right")])
        #expect(try call.now("text.pad", .string("é😀"), .integer(4)).shown == "\"é😀  \"")
        #expect(try call.now("text.pad", .string("7"), .integer(3), right).shown == "\"  7\"")
        #expect(try call.now("text.pad", .string("long"), .integer(2)).shown == "\"long\"")
        #expect(try call.refusal("text.pad", .string("a"), .integer(1_000_000_000)).kind == .argument)
    }

    @Test func `bytes become texts and come back`() throws {
        let bytes = Value.bytes([0, 0xff, 0x7f])
        #expect(try call.now("text.base64_encode", bytes).shown == "\"AP9/\"")
        #expect(try call.now("text.base64_decode", .string(" AP\n9/ ")).shown == "[0, 255, 127]")
        #expect(try call.now("text.hex_encode", bytes).shown == "\"00ff7f\"")
        #expect(try call.now("text.hex_decode", .string("00FF7f")).shown == "[0, 255, 127]")
        #expect(try call.now("text.base64_decode", .string("w6Q=")).shown == "\"ä\"")
        for (name, text) in [("base64", "AP9"), ("base64", "A!=="), ("hex", "0"), ("hex", "0g"), ("hex", "٠٠")] {
            #expect(try call.refusal("text.\(name)_decode", .string(text)).kind == ErrorKind(rawValue: "format"))
        }
    }

    @Test func `addresses and digests`() throws {
        #expect(try text("url_encode", "a b/ä~&=%") == "\"a%20b%2F%C3%A4~%26%3D%25\"")
        #expect(
            try text("sha256", "abc") == "\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\""
        )
    }

    @Test func `a UUID comes from the run's randomness`() throws {
        let first = try call.now("text.uuid").shown
        #expect(first.wholeMatch(of: /"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"/) != nil)
        #expect(try call.now("text.uuid").shown != first)
        #expect(try PluginCalls(SimulatedSetting()).now("text.uuid").shown == first)
    }

    @Test func `no function takes a secret`() throws {
        for function in call.functions("text") where !function.parameters.isEmpty {
            let arguments = function.parameters.map { _ in Value.object(Secret("hunter2")) }
            let error = try #require(throws: AutomationError.self) {
                _ = try call.now("text." + function.name, arguments[0])
            }
            #expect(error.kind == .argument, "\(function.name)")
            #expect(error.message.contains("got secret"), "\(function.name): \(error.message)")
        }
    }
}
