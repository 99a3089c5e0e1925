import AutomationCore
import RunbookEngine
import Testing

@Suite struct MetaFileTests {
    private func text(_ path: String) throws -> String {
        try #require(DeclaredExample.reference.files.first { $0.path == path }).text
    }

    @Test func `a module's meta file has its functions, options and overloads`() throws {
        #expect(
            try text(".latchkey/types/gate.lua") == """
                ---@meta gate
                -- Written by latchkey types; remove this line to keep changes of your own.
                -- luacheck: ignore 212 241 431
                -- luacheck: no max line length

                ---Gates of the yard.
                ---@class latchkey.modules.gate
                ---@field null any no gate
                local gate = {}

                ---Options of gate.wait.
                ---@class latchkey.modules.gate.wait.options
                ---@field timeout? latchkey.duration how long at the most (default: 15m)
                ---@field mode? "soft"|"hard" how to push

                ---Waits until a gate is open.
                ---
                ---Changes nothing: may be called any number of times.
                ---Raises: timeout.
                ---@async
                ---@param server latchkey.server|string the gate's server
                ---@param code? latchkey.secret|string the code, when it has one
                ---@param options? latchkey.modules.gate.wait.options the options, by name
                ---@return latchkey.big_gate? # the gate, or nil
                function gate.wait(server, code, options) end

                ---Options of gate.each.
                ---@class latchkey.modules.gate.each.options
                ---@field concurrency? integer how many at once (default: 5)

                ---Calls a function for every gate.
                ---
                ---Changes something each time it is called.
                ---@async
                ---@param gates (latchkey.server|string)[] the gates
                ---@param options latchkey.modules.gate.each.options the options, by name
                ---@param fn fun(...): any called with one
                ---@return table<string, any>[] # per gate a table
                ---@overload async fun(gates: (latchkey.server|string)[], fn: fun(...): any): table<string, any>[]
                function gate.each(gates, options, fn) end

                ---Says something.
                ---
                ---Changes something; calling it again with the same arguments changes nothing more.
                ---@param message? any the first value
                ---@param ... any
                function gate.say(message, ...) end

                return gate

                """
        )
    }

    @Test func `the shared meta file has the objects, the durations and the error table`() throws {
        #expect(
            try text(".latchkey/types/latchkey.lua") == """
                ---@meta _
                -- Written by latchkey types; remove this line to keep changes of your own.
                -- luacheck: ignore 212 241 431
                -- luacheck: no max line length

                ---A duration: "90s", "10m", "1h30m", or a number of seconds.
                ---@alias latchkey.duration string|number

                ---What sort of thing went wrong. Plugins may add their own.
                ---@alias latchkey.error_kind
                ---| "argument"
                ---| "cancelled"
                ---| "script"
                ---| "timeout"
                ---| string

                ---What pcall gives when a host function has failed. tostring makes one readable line of it.
                ---@class latchkey.error
                ---@field kind latchkey.error_kind what sort of thing went wrong, one word
                ---@field message string one sentence
                ---@field text string the readable line that tostring gives
                ---@field operation string? the host function or the API operation
                ---@field server string? the server concerned
                ---@field status integer? the HTTP status that the cloud answered with
                ---@field code string? the cloud's own code, like Ecs.0114
                ---@field request_id string? the cloud's id of the request
                ---@field retryable boolean whether the same call may succeed later
                ---@field retry_after number? how many seconds the cloud wants to be left alone
                ---@field hint string? what to do about it
                ---@field cause latchkey.error? the error that led to this one, of the same shape
                ---@field location string? where in the runbook it was raised
                ---@field traceback string? the calls that led there, innermost first

                ---What runbook.inputs takes for each input.
                ---@class latchkey.input
                ---@field type? "string"|"number"|"boolean"|"duration"|"file"|"secret"|"choice"|"list"|"server"|"servers" \
                what it takes
                ---@field help? string what it is for, in one line
                ---@field default? any what stands in when it is not given
                ---@field optional? boolean whether it may be left out; it is nil then
                ---@field choices? string[] the words that a choice takes
                ---@field of? "string"|"number"|"boolean"|"duration"|"file"|"choice" what a list is of

                ---A big gate.
                ---@class latchkey.big_gate
                ---@field width number in metres
                local big_gate = {}

                ---Shuts it.
                ---
                ---Changes something; calling it again with the same arguments changes nothing more.
                ---@return boolean # whether it was open
                function big_gate:shut() end

                """
        )
    }

    @Test func `a global module is declared as a global, for editors and for luacheck`() throws {
        var module = DeclaredExample.module
        module.isGlobal = true
        let files = ScriptReference([module]).files
        let meta = try #require(files.first { $0.path == ".latchkey/types/gate.lua" }).text
        #expect(meta.hasPrefix("---@meta _\n"))
        #expect(meta.contains("\n-- luacheck: globals gate\n"))
        #expect(meta.contains("\ngate = {}\n"))
        #expect(!meta.contains("\nreturn gate"))
        let settings = try #require(files.first { $0.path == ".luacheckrc" }).text
        #expect(settings.contains(#"  gate = { fields = { "wait", "each", "say", "null" } },"#))
    }
}
