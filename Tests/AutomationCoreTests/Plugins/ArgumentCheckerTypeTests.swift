import AutomationCore
import Testing

struct ArgumentCheckerTypeTests {
    private static let server = Server(id: "s-1", name: "web-01")

    @Test(arguments: [
        (ParameterType.any, Value.boolean(false), Value.boolean(false)),
        (.any, .bytes([0xff]), .bytes([0xff])),
        (.boolean, .boolean(false), .boolean(false)),
        (.integer, .integer(-3), .integer(-3)),
        (.integer, .number(4), .integer(4)),
        (.number, .number(0.5), .number(0.5)),
        (.number, .integer(2), .integer(2)),
        (.string, .string(""), .string("")),
        (.duration, .string("1h30m"), .string("1h30m")),
        (.duration, .integer(0), .integer(0)),
        (.duration, .number(1.5), .number(1.5)),
        (.choice(["v1", "v2"]), .string("v2"), .string("v2")),
        (.server, .object(server), .object(server)),
        (.server, .string("s-2"), .object(Server(id: "s-2"))),
        (.secret, .string("text"), .object(Secret("text"))),
        (.object("apple"), .object(Apple()), .object(Apple())),
        (.list(.integer), .list([.integer(1), .number(2)]), .list([.integer(1), .integer(2)])),
        (.list(.server), .list([.string("s-2")]), .list([.object(Server(id: "s-2"))])),
        (.list(.string), .list([]), .list([])),
        (.record, .record(["a": .integer(1)]), .record(["a": .integer(1)])),
        (.record, .list([]), .record([:])),
        (.optional(.integer), .number(4), .integer(4)),
        (.optional(.integer), .none, .none),
        (.optional(.any), .none, .none),
    ])
    func `what fits is taken, and converted where that is declared`(
        type: ParameterType,
        given: Value,
        expected: Value
    ) throws {
        let call = try Declared.check(Declared.function(taking: type), given)
        #expect(String(describing: call.value("it")) == String(describing: expected))
    }

    @Test(arguments: [
        (ParameterType.any, Value.none, "a value, got nil"),
        (.boolean, .none, "a boolean, got nil"),
        (.boolean, .integer(1), "a boolean, got 1"),
        (.boolean, .string("true"), "a boolean, got string"),
        (.integer, .number(1.5), "a whole number, got 1.5"),
        (.integer, .number(.infinity), "a whole number, got inf"),
        (.integer, .number(1e19), "a whole number, got 1e+19"),
        (.integer, .string("1"), "a whole number, got string"),
        (.number, .boolean(true), "a number, got true"),
        (.string, .integer(5), "a string, got 5"),
        (.string, .bytes([0xff]), "a string, got string that is not valid UTF-8"),
        (.duration, .string("soon"), "a duration (\"90s\", \"10m\" or a number of seconds), got string"),
        (.duration, .integer(-1), "a duration (\"90s\", \"10m\" or a number of seconds), got -1"),
        (.duration, .integer(.max), "a duration (\"90s\", \"10m\" or a number of seconds), got 9223372036854775807"),
        (.duration, .number(.nan), "a duration (\"90s\", \"10m\" or a number of seconds), got nan"),
        (.duration, .number(1e300), "a duration (\"90s\", \"10m\" or a number of seconds), got 1e+300"),
        (.choice(["v1", "v2"]), .string("v3"), "one of \"v1\", \"v2\", got string; did you mean \"v1\"?"),
        (.choice(["v1"]), .integer(1), "one of \"v1\", got 1"),
        (.server, .string(""), "a server or its id, got string"),
        (.server, .integer(7), "a server or its id, got 7"),
        (.server, .object(Apple()), "a server or its id, got apple"),
        (.secret, .bytes([0xff]), "a secret or a string, got string that is not valid UTF-8"),
        (.secret, .integer(12345), "a secret or a string, got number"),
        (.secret, .object(server), "a secret or a string, got server"),
        (.object("apple"), .string("apple"), "an apple, got string"),
        (.object("apple"), .object(Secret("x")), "an apple, got secret"),
        (.function, .string("print"), "a function, got string"),
        (.list(.integer), .record(["a": .integer(1)]), "a list, each element a whole number, got table"),
        (.list(.integer), .list([.integer(1), .string("2")]), "a list, each element a whole number, got table"),
        (.list(.server), .string("s-1"), "a list, each element a server or its id, got string"),
        (.record, .list([.integer(1)]), "a table with named fields, got table"),
        (.optional(.integer), .string("1"), "a whole number or nil, got string"),
    ])
    func `what does not fit is refused with what was expected and what was given`(
        type: ParameterType,
        given: Value,
        told: String
    ) throws {
        let error = try #require(throws: AutomationError.self) {
            _ = try Declared.check(Declared.function(taking: type), given)
        }
        #expect(error == AutomationError(.argument, "argument 1 \"it\": expected " + told, operation: "test.call"))
        #expect(error.description == "test.call: argument 1 \"it\": expected " + told)
    }

    @Test func `a function of the script is taken`() throws {
        let call = try Declared.check(Declared.function(taking: .function), .function(IdleFunction()))
        #expect(call.scriptFunction("it") is IdleFunction)
    }

    @Test func `a string where a secret belongs becomes one, with its text`() throws {
        let call = try Declared.check(Declared.function(taking: .secret), .string("geheim"))
        let secret: Secret = try call.required("it")
        #expect(secret.matches(Secret("geheim")))
    }

    @Test(arguments: [
        ParameterType.boolean, .integer, .number, .duration, .choice(["a"]), .object("apple"), .function,
        .list(.integer), .record, .optional(.boolean),
    ])
    func `no message shows a text or a secret that was given`(type: ParameterType) throws {
        for value in [Value.string("hunter2"), .object(Secret("hunter2")), .list([.string("hunter2")])] {
            let error = try #require(throws: AutomationError.self) {
                _ = try Declared.check(Declared.function(taking: type), value)
            }
            #expect(!"\(error) \(error.hint ?? "")".contains("hunter2"))
        }
    }
}
