import AutomationCore
import Testing

struct ArgumentCheckerOptionsTests {
    /// As `password.reset(server, password, { escrow = ..., api = ... })`.
    private static let reset = Declared.function(
        [Parameter("server", .server, "which"), Parameter("password", .optional(.secret), "what")],
        options: [
            Parameter("escrow", .boolean, "store it", default: "true"),
            Parameter("api", .choice(["v1", "v2.1"]), "which", default: "v1"),
        ]
    )
    /// As `fleet.each(servers, { concurrency = ... }, fn)`.
    private static let each = Declared.function(
        [Parameter("servers", .list(.server), "which"), Parameter("fn", .function, "what")],
        options: [Parameter("concurrency", .integer, "how many", default: "200")],
        optionsPosition: 1
    )
    private static let function = Value.function(IdleFunction())
    private static let servers = Value.list([.string("s-1")])

    private static func refusal(_ function: HostFunction, _ arguments: [Value]) throws -> AutomationError {
        try #require(throws: AutomationError.self) {
            _ = try ArgumentChecker(function: function, qualifiedName: "test.call")
                .check(arguments, context: Declared.context())
        }
    }

    @Test(arguments: [
        [Value.string("s-1"), .record(["escrow": .boolean(false)])],
        [.string("s-1"), .none, .record(["escrow": .boolean(false)])],
        [.string("s-1"), .record(["escrow": .boolean(false)]), .none],
    ])
    func `an optional parameter may be left out before the options`(arguments: [Value]) throws {
        let call = try ArgumentChecker(function: Self.reset, qualifiedName: "test.call")
            .check(arguments, context: Declared.context())
        #expect(call.object("server", as: Server.self)?.id == "s-1")
        #expect(call.object("password", as: Secret.self) == nil)
        #expect(call.boolean("escrow") == false)
        #expect(call.string("api") == nil)
    }

    @Test func `all at its place is all found`() throws {
        let call = try Declared.check(
            Self.reset,
            .string("s-1"),
            .object(Secret("text")),
            .record(["escrow": .boolean(true), "api": .string("v2.1")])
        )
        #expect(call.object("password", as: Secret.self)?.matches(Secret("text")) == true)
        #expect(call.boolean("escrow") == true)
        #expect(call.string("api") == "v2.1")
    }

    @Test func `left out options are none, and an empty table is the same`() throws {
        for arguments in [[Value.string("s-1")], [.string("s-1"), .list([])], [.string("s-1"), .none, .list([])]] {
            let call = try ArgumentChecker(function: Self.reset, qualifiedName: "test.call")
                .check(arguments, context: Declared.context())
            #expect(call.boolean("escrow") == nil)
        }
    }

    @Test func `an unknown option is refused, with the one that was probably meant and with all there are`() throws {
        let error = try Self.refusal(Self.reset, [.string("s-1"), .record(["escrwo": .boolean(false)])])
        #expect(error.kind == .argument)
        #expect(error.operation == "test.call")
        #expect(error.message == "there is no option \"escrwo\"; did you mean \"escrow\"?")
        #expect(error.hint == "options: escrow, api")

        let other = try Self.refusal(Self.reset, [.string("s-1"), .record(["restart": .boolean(true)])])
        #expect(other.message == "there is no option \"restart\"")
    }

    @Test func `an option of the wrong type is named as an option`() throws {
        let error = try Self.refusal(Self.reset, [.string("s-1"), .record(["escrow": .string("no")])])
        #expect(error.message == "option \"escrow\": expected a boolean, got string")
    }

    @Test func `options that are no table are refused`() throws {
        let error = try Self.refusal(Self.reset, [.string("s-1"), .none, .boolean(true)])
        #expect(error.message == "the options must be a table with named fields, got true")
        let list = try Self.refusal(Self.reset, [.string("s-1"), .list([.string("escrow")])])
        #expect(list.message == "the options must be a table with named fields, got table")
    }

    @Test func `options before the last function are found, or left out`() throws {
        let with = try Declared.check(Self.each, Self.servers, .record(["concurrency": .integer(2)]), Self.function)
        #expect(with.integer("concurrency") == 2)
        #expect(with.scriptFunction("fn") is IdleFunction)
        for arguments in [
            [Self.servers, Self.function], [Self.servers, .none, Self.function], [Self.servers, Self.function, .none],
            [Self.servers, .list([]), Self.function],
        ] {
            let call = try ArgumentChecker(function: Self.each, qualifiedName: "test.call")
                .check(arguments, context: Declared.context())
            #expect(call.integer("concurrency") == nil)
            #expect(call.scriptFunction("fn") is IdleFunction)
            #expect(call.list("servers")?.count == 1)
        }
    }

    @Test func `a forgotten function is missed, with options and without`() throws {
        for arguments in [[Self.servers], [Self.servers, .record(["concurrency": .integer(2)])]] {
            let error = try Self.refusal(Self.each, arguments)
            #expect(error.message == "argument 2 \"fn\": expected a function, got nil")
        }
    }

    @Test func `too many arguments are counted`() throws {
        let plain = Declared.function([Parameter("a", .any, "one"), Parameter("b", .optional(.any), "two")])
        let tooMany = try Self.refusal(plain, [.integer(1), .integer(2), .integer(3), .integer(4)])
        #expect(tooMany.message == "takes at most 2 arguments, got 4")
        #expect(try Self.refusal(Declared.function(), [.integer(1)]).message == "takes at most 0 arguments, got 1")
        let one = Declared.function([Parameter("a", .any, "one")])
        #expect(try Self.refusal(one, [.integer(1), .none, .integer(3)]).message == "takes at most 1 argument, got 3")
        let options = try Self.refusal(Self.reset, [.string("s-1"), .none, .list([]), .integer(4)])
        #expect(options.message == "takes at most 3 arguments, got 4")
    }

    @Test func `nothing behind the last argument is no argument`() throws {
        let call = try Declared.check(Self.reset, .string("s-1"), .none, .none, .none)
        #expect(call.rest.isEmpty)
    }

    @Test func `a variadic function takes whatever follows, nothing included`() throws {
        let log = Declared.function([Parameter("message", .any, "first")], isVariadic: true)
        let call = try Declared.check(log, .string("a"), .integer(2), .none)
        #expect(call.rest.count == 2)
        #expect(call.rest.last?.isNone == true)
    }
}
