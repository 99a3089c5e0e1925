import AutomationCore
import CloudSimulator
import TestSupport
import Testing

struct JSONTests {
    private let call: PluginCalls

    init() throws {
        call = PluginCalls(try SimulatedSetting())
    }

    @Test(arguments: [
        ("null", "<null>"), (" true ", "true"), ("false", "false"), ("0", "0"), ("-12", "-12"), ("1.0", "1.0"),
        ("1e2", "100.0"), ("-0.5E-1", "-0.05"), ("9223372036854775807", "9223372036854775807"),
        ("-9223372036854775808", "-9223372036854775808"), ("9223372036854775808", "9.223372036854776e+18"),
        (#""""#, #""""#), (#""a\n\"\\\/\b\f\r\t""#, "\"a\n\"\\/\u{8}\u{c}\r\t\""), (#""\u00e4\ud83d\ude00""#, "\"ä😀\""),
        (#""\u0000""#, "\"\0\""), ("[]", "{}"), ("{}", "{}"), ("[1, [2], {}]", "{1, {2}, {}}"),
        (#"{"b": null, "a": [true]}"#, "{a = {true}, b = <null>}"), (#"{"a": 1, "a": 2}"#, "{a = 2}"),
        ("\r\n\t[ 1 , 2 ]\n", "{1, 2}"),
    ])
    func `what is JSON is read`(text: String, value: String) throws {
        #expect(try call.now("json.decode", .string(text)).shown == value)
    }

    @Test(arguments: [
        ("", "line 1, column 1: expected a value, and the text ends"),
        ("{\n  \"ä\": }", "line 2, column 8: expected a value, got '}'"),
        ("[1,]", "line 1, column 4: expected a value, got ']'"), ("[1 2]", "line 1, column 4: expected ',' or ']'"),
        ("{\"a\" 1}", "line 1, column 6: expected ':'"), ("{'a': 1}", "line 1, column 2: expected the name of a field"),
        ("{\"a\": 1,}", "line 1, column 9: expected the name of a field"),
        ("01", "line 1, column 1: a number must not"),
        ("-", "line 1, column 2: expected a digit"), ("1.", "line 1, column 3: expected a digit"),
        ("1e", "line 1, column 3: expected a digit"), ("1e999", "line 1, column 1: the number is too large"),
        (".5", "line 1, column 1: expected a value"), ("+1", "line 1, column 1: expected a value"),
        ("NaN", "line 1, column 1: expected a value"), ("nul", "line 1, column 1: expected a value"),
        ("1 2", "line 1, column 3: expected nothing more"), ("\"a", "line 1, column 3: expected the end of the string"),
        ("\"a\nb\"", "line 1, column 3: a string must not hold a control character"),
        (#""\x""#, "line 1, column 3: there is no such escape"), (#""\u12g4""#, "line 1, column 4: expected four"),
        (#""\ud83d""#, "line 1, column 8: half a character"), (#""\ude00""#, "line 1, column 8: half a character"),
        (#""\ud83d\u0041""#, "line 1, column 14: half a character"),
        ("\u{feff}1", "line 1, column 1: expected a value"),
    ])
    func `what is no JSON is refused, with line and column`(text: String, message: String) throws {
        let error = try call.refusal("json.decode", .string(text))
        #expect(error.kind == ErrorKind(rawValue: "format"))
        #expect(error.message.hasPrefix(message), "\(error.message)")
    }

    @Test func `a refusal shows nothing of the text`() throws {
        for text in ["hunter2", "{\"a\": hunter2}", "[\"hunter2", "{\"hunter2\"}", "\"hunter2\" hunter2"] {
            #expect(!"\(try call.refusal("json.decode", .string(text)))".contains("hunter"))
        }
    }

    @Test func `tables 64 deep are read, deeper ones and endless brackets refused`() throws {
        func nested(_ depth: Int) -> Value {
            .string(String(repeating: "[", count: depth) + String(repeating: "]", count: depth))
        }
        _ = try call.now("json.decode", nested(64))
        for depth in [65, 10_000, 1_000_000] {
            let error = try call.refusal("json.decode", nested(depth))
            #expect(error.message == "line 1, column 65: tables are nested deeper than 64")
        }
        let records = String(repeating: "{\"a\":", count: 10_000)
        #expect(try call.refusal("json.decode", .string(records)).message.contains("nested deeper"))
    }

    @Test func `what is not UTF-8, and what is too large, is refused`() throws {
        #expect(try call.refusal("json.decode", .bytes([0x22, 0xff, 0x22])).message.contains("not valid UTF-8"))
        let large = "\"" + String(repeating: "x", count: 16 << 20) + "\""
        #expect(try call.refusal("json.decode", .string(large)).message.contains("at most 16777216"))
    }

    @Test func `values are written in one line, fields by name`() throws {
        let value = Value.record([
            "b": .list([.integer(1), .number(1), .number(0.1), .boolean(false), try call.constant("json", "null")]),
            "a": .string("ä\"\\\n\u{1}\u{7f}/"), "c": .list([]), "d": try call.constant("json", "empty_array"),
        ])
        let text = try call.now("json.encode", value)
        #expect(
            text.shown == #""{"a":"ä\"\\\n\u0001\u007f/","b":[1,1.0,0.1,false,null],"c":{},"d":[]}""#
        )
        #expect(try call.now("json.decode", text).shown == value.shown.replacing("<empty array>", with: "{}"))
    }

    @Test func `values are indented on demand`() throws {
        let value = Value.record(["a": .list([.integer(1), .record(["b": .integer(2)])]), "c": .list([])])
        let text = try call.now("json.encode", value, .record(["indent": .integer(2)]))
        #expect(
            text.shown == """
                "{
                  "a": [
                    1,
                    {
                      "b": 2
                    }
                  ],
                  "c": {}
                }"
                """
        )
        #expect(try call.refusal("json.encode", value, .record(["indent": .integer(9)])).message.contains("0 to 8"))
    }

    @Test(arguments: [
        Double.greatestFiniteMagnitude, .leastNonzeroMagnitude, -0.0, 1, 0.1, 1e15, 1e16, 123_456_789.125,
    ])
    func `a float comes back as the same float`(number: Double) throws {
        let text = try call.now("json.encode", .number(number))
        guard case .number(let back) = try call.now("json.decode", text) else {
            Issue.record("\(text.shown) is no float")
            return
        }
        #expect(back.bitPattern == number.bitPattern)
    }

    @Test func `what JSON cannot say is refused by the name of the field`() throws {
        let secret = Value.object(Secret("hunter2"))
        let cases: [(Value, String)] = [
            (.number(.nan), "the value is nan"), (.record(["a": .number(.infinity)]), "a is inf"),
            (
                .record(["users": .list([.integer(1), .record(["password": secret])])]),
                "users[2].password holds a secret"
            ),
            (secret, "the value holds a secret"), (.list([.bytes([0xff])]), "[1] is a string that is not valid UTF-8"),
            (.record(["s": .object(Server(id: "s-1"))]), "s is a server or its id"),
        ]
        for (value, message) in cases {
            let error = try call.refusal("json.encode", value)
            #expect(error.kind == .argument)
            #expect(error.message.hasPrefix(message), "\(error.message)")
            #expect(!"\(error) \(error.hint ?? "")".contains("hunter2"))
        }
    }
}
