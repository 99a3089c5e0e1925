import AutomationCore
import TestSupport
import Testing

@Suite struct LuaPluginHookTests {
    private let server = Server(id: "s-1", name: "web-01")

    @Test func `a hook hears of an operation before and after it`() throws {
        let fixture = try LuaPluginFixture(
            """
            before = function(op) print("before", op.operation, op.server.name, op.details.force) return true end,
            after = function(op, err) print("after", op.operation, err and err.kind, err and err.message) end,
            """
        )
        let server = server
        try fixture.use { service in
            let hooks = OperationHooks([try #require(service.hook)], events: fixture.events)
            let notice = OperationNotice("password.reset", server: server, details: ["force": .boolean(true)])
            try await hooks.around(notice) {}
            try? await hooks.around(notice) { throw AutomationError(.conflict, "busy") }
        }
        #expect(
            fixture.events.logLines == [
                "team: before\tpassword.reset\tweb-01\ttrue", "team: after\tpassword.reset\tnil\tnil",
                "team: before\tpassword.reset\tweb-01\ttrue", "team: after\tpassword.reset\tconflict\tbusy",
            ]
        )
    }

    @Test(arguments: [
        (
            "return false, \"not on Sundays\"", "plugin \"team\" forbids password.reset: not on Sundays",
            ErrorKind.vetoed
        ),
        ("return false", "plugin \"team\" forbids password.reset: it gives no reason", .vetoed),
        ("error(\"not on Sundays\", 0)", "plugin \"team\" forbids password.reset: not on Sundays", .vetoed),
        (
            "error({ message = \"not now\", hint = \"ask Ann\" })", "plugin \"team\" forbids password.reset: not now",
            .vetoed
        ),
        ("error({ kind = \"timeout\", message = \"no answer\" })", "plugin \"team\": no answer", .timeout),
        ("while true do end", "computed for too long", .limit),
        ("return nil, \"not on Sundays\"", "before: expected nothing, true, or false and the reason", .plugin),
        ("return \"no\"", "before: expected nothing, true, or false and the reason, got a string", .plugin),
        ("return false, 5", "plugin \"team\" forbids password.reset: it gives no reason, but a number", .vetoed),
    ])
    func `a hook that does not say yes forbids the operation`(body: String, message: String, kind: ErrorKind) throws {
        let server = server
        let error = try LuaPluginFixture("before = function(op) \(body) end").failure { service in
            let hooks = OperationHooks([try #require(service.hook)], events: RecordedEvents())
            try await hooks.around(OperationNotice("password.reset", server: server)) { () -> Void in
                Issue.record("carried out")
            }
        }
        #expect(error?.kind == kind)
        #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
    }

    @Test func `a hook that fails after an operation changes nothing and is logged`() throws {
        let fixture = try LuaPluginFixture("after = function() error(\"the ticket system is down\") end")
        let server = server
        try fixture.use { service in
            let hooks = OperationHooks([try #require(service.hook)], events: fixture.events)
            try await hooks.around(OperationNotice("password.clear", server: server)) {}
        }
        #expect(fixture.events.logLines.first?.hasSuffix("the ticket system is down") == true)
    }
}
