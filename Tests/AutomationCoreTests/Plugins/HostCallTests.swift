import AutomationCore
import Testing

struct HostCallTests {
    private static let all = Declared.function(
        options: [
            Parameter("duration", .duration, "", default: "15m"), Parameter("list", .list(.integer), "", default: "{}"),
            Parameter("flag", .boolean, "", default: "true"), Parameter("count", .integer, "", default: "1"),
        ]
    )

    @Test(arguments: [
        (Value.string("90s"), Duration.seconds(90)), (.integer(90), .seconds(90)), (.number(0.25), .milliseconds(250)),
    ])
    func `a duration is read from a text and from a number`(given: Value, expected: Duration) throws {
        let call = try Declared.check(Self.all, .record(["duration": given]))
        #expect(call.duration("duration") == expected)
    }

    @Test func `what was left out, is of another type or was never declared is nil`() throws {
        let call = try Declared.check(Self.all, .record(["flag": .boolean(true)]))
        #expect(call.boolean("flag") == true)
        #expect(call.duration("duration") == nil)
        #expect(call.list("list") == nil)
        #expect(call.integer("flag") == nil)
        #expect(call.string("flag") == nil)
        #expect(call.value("nonsense").isNone)
    }

    @Test func `reveal is refused unless the operator allows it`() throws {
        let reveal = try #require(Secret.objectType.methods.first { $0.name == "reveal" })
        guard case .immediate(let body) = reveal.body else {
            Issue.record("reveal must answer at once")
            return
        }
        let checker = ArgumentChecker(function: reveal, qualifiedName: "secret:reveal")
        let secret = Secret("hunter2")
        let error = try #require(throws: AutomationError.self) {
            _ = try body(checker.check([], target: secret, context: Declared.context()))
        }
        #expect(error.kind == .permission)
        #expect(error.hint?.contains("--reveal") == true)
        #expect(!"\(error) \(error.hint ?? "")".contains("hunter2"))
        let value = try body(checker.check([], target: secret, context: Declared.context(allowsReveal: true)))
        guard case .string("hunter2") = value else {
            Issue.record("got \(value.typeName)")
            return
        }
    }

    @Test func `a method called with a dot says so`() throws {
        let reveal = try #require(Secret.objectType.methods.first)
        let call = try ArgumentChecker(function: reveal, qualifiedName: "secret:reveal")
            .check([], context: Declared.context(allowsReveal: true))
        let error = try #require(throws: AutomationError.self) { _ = try call.receiver(as: Secret.self) }
        #expect(error.message == "reveal must be called on a secret, with a colon")
    }
}
