import AutomationCore
import CloudSimulator
import RunbookEngine
import TestSupport
import Testing

/// What counts as a whole text, and what is kept from one to the next.
@Suite struct SessionTextTests {
    @Test(
        arguments: [
            ("=1 + 1", "2"), ("1 + 1", "2"), ("= 1, nil, 'a'", "1\tnil\t\"a\""), ("x = 5", ""), ("#{ 1, 2 }", "2"),
            ("return 3", "3"), ("  ", ""), ("-- a word", ""), ("do local a = 1 end", ""), ("nil", "nil"),
        ]
    )
    func `a whole text is carried out, and what it gives is shown`(text: String, shown: String) throws {
        #expect(try SessionFixture.shown(text) == shown)
    }

    @Test(
        arguments: [
            "if true then", "function f()", "x =", "1 +", "print(", "t = {", "[[a", "--[[ a", "= 1 +", "local x =",
            "fleet.each({}, function(server)",
        ]
    )
    func `more has to follow on a beginning`(text: String) throws {
        let answers = try SessionFixture().answers([text])
        guard case .incomplete(let error)? = answers.first else {
            Issue.record("\(answers)")
            return
        }
        #expect(error.message.hasPrefix("stdin:1:"))
    }

    @Test(arguments: ["1 1", "x = = 1", "\"abc", "end", "= x = 1", "for for"])
    func `what can be no beginning is wrong at once`(text: String) throws {
        #expect(try SessionFixture.failure(text)?.kind == .script)
    }

    @Test func `several lines make one text`() throws {
        #expect(try SessionFixture.shown("function f(x)\n  return x * 2\nend", "f(\n  21\n)") == "42")
    }

    @Test func `what was set before goes on to count, local variables too`() throws {
        let function = "local function f() return a + b + c end"
        #expect(try SessionFixture.shown("a = 1", "local b, c = 2, 3", function, "f()") == "6")
    }

    @Test func `a local that has to be one stays one`() throws {
        #expect(try SessionFixture.failure("local x <const> = 1", "x")?.message.contains("no variable 'x'") == true)
        #expect(try SessionFixture.shown("local x", "x = 1", "x") == "1")
    }

    @Test func `modules are there without require, and with it`() throws {
        #expect(try SessionFixture.shown("password == require 'password' and task ~= nil and runbook ~= nil") == "true")
    }

    @Test func `a misspelt name is an error with a suggestion`() throws {
        let error = try SessionFixture.failure("pasword.get()")
        #expect(error?.message.contains("there is no variable 'pasword'; did you mean 'password'?") == true)
    }

    @Test func `a call that returns nothing shows nothing`() throws {
        #expect(try SessionFixture.shown(#"log.info("a")"#) == "")
        #expect(try SessionFixture.shown("task.sleep('10m')") == "")
        #expect(try SessionFixture.shown("=password.get(server.list()[1])") == "nil")
    }

    @Test func `what print writes is no log line`() throws {
        let fixture = try SessionFixture()
        #expect(try fixture.answers([#"print("a", 1)"#, #"print("\xff")"#]) == [.values([]), .values([])])
        #expect(fixture.printed.lines == ["a\t1", "\u{FFFD}"])
        #expect(fixture.setting.events.all.isEmpty)
    }

    @Test func `a failure leaves the session as it was`() throws {
        #expect(try SessionFixture().answers(["a = 1", "error('no')", "a"]).last == .values(["1"]))
    }

    @Test func `the traceback is there when it leads somewhere`() throws {
        #expect(try SessionFixture.failure("error('no')")?.traceback == nil)
        #expect(try SessionFixture.failure("key.load('nowhere.pem')")?.traceback == nil)
        let error = try SessionFixture.failure("function f() error('no') end", "function g() f() end", "g()")
        #expect(error?.message == "stdin:1: no")
        #expect(
            error?.traceback == """
                stack traceback:
                \t[C]: in function 'error'
                \tstdin:1: in function 'f'
                \tstdin:1: in function 'g'
                """
        )
    }
}
