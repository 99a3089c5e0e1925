import AutomationCore
import RunbookEngine
import TestSupport
import Testing

@Suite struct NameTests {
    @Test(arguments: [
        (#"require "pasword""#, #"there is no module "pasword"; did you mean 'password'?"#),
        ("password.wiat(one)", #"there is no function 'wiat' in the module "password"; did you mean 'wait'?"#),
        ("runbook.input {}", #"there is no function 'input' in the module "runbook"; did you mean 'inputs'?"#),
        ("print(one.nmae)", "a server has no field 'nmae'; did you mean 'name'?"),
        ("pritn(1)", "there is no variable 'pritn'; did you mean 'print'?"),
        ("fleet.each(input.servers, fucntion)", "there is no variable 'fucntion'; assign to it first"),
        ("password.generate():revael()", "a secret has no field 'revael'; did you mean 'reveal'?"),
        ("log.warning('x')", #"there is no function 'warning' in the module "log""#),
    ])
    func `a misspelt name is an error that says where it is and what was meant`(
        lua: String,
        message: String
    ) throws {
        let error = try RunbookFixture().failure("\n" + lua)
        #expect(error.kind == .script)
        #expect(error.message.hasPrefix("test.lua:2: " + message))
        #expect(error.traceback?.contains("test.lua:2") == true)
    }

    @Test func `a module that nobody has required is explained`() throws {
        let fixture = try RunbookFixture()
        let error = try #require(try fixture.runAlone("vault.put()").error)
        #expect(
            error.message == "test.lua:1: there is no variable 'vault'; assign to it first, or write "
                + #"local vault = require "vault" if it is a module"#
        )
    }

    @Test func `a module that is like no other lists those that there are`() throws {
        let error = try RunbookFixture().failure(#"require "socket""#)
        #expect(error.message.contains(#"there is no module "socket"; there are: fleet, fs, http, json, key, log,"#))
    }

    @Test func `a module cannot be changed`() throws {
        let error = try RunbookFixture().failure("password.mine = print")
        #expect(error.message.contains(#"cannot set "mine" in the module "password": it belongs to the host"#))
    }

    @Test func `a global that was assigned can be read, also when it is nil`() throws {
        #expect(try RunbookFixture().lines("count = 1 print(count) print(rawget(_G, 'other'))") == ["1", "nil"])
    }
}
