import AutomationCore
import PluginHost
import StandardPlugins
import Testing

@testable import RunbookEngine

/// REFERENCE.md names whatever the reader of a plugin's table knows, and the numbers that hold.
@Suite struct LuaPluginReferenceWordsTests {
    private static let unknown = "qqqqqqqqqqqq"

    /// What is said about a word that is not known: the words that are.
    private func known(_ fields: String) async throws -> [String] {
        let message = await (try LuaPluginFixture(fields)).mistake()?.message ?? ""
        let list = try #require(message.firstMatch(of: #/(?:; there are: |expected one of )(.*?)(?:, got .*)?$/#))
            .output.1
        return list.split(separator: ", ").map {
            $0.trimmingPrefix("\"").split(separator: "\"").first.map(String.init) ?? ""
        }
    }

    @Test(arguments: [
        ("\(unknown) = 1", ["## The table"], 17),
        ("permissions = { \(unknown) = 1 }", ["## The table"], 5),
        ("permissions = { paths = { { \(unknown) = 1 } } }", ["## The table"], 2),
        ("options = { a = { \(unknown) = 1 } }", ["## The table"], 6),
        ("options = { a = { type = \"\(unknown)\" } }", ["## The table"], 11),
        ("modules = { m = { \(unknown) = 1 } }", ["### modules"], 2),
        ("modules = { m = { summary = \"x\", functions = { f = { \(unknown) = 1 } } } }", ["### modules"], 6),
        (
            "modules = { m = { summary = \"x\", functions = { f = { parameters = { { \(unknown) = 1 } } } } } }",
            ["## The table", "### modules"], 7
        ),
        (
            "modules = { m = { summary = \"x\", functions = { f = { returns = { \(unknown) = 1 } } } } }",
            ["## The table", "### modules"], 5
        ),
        (
            """
            modules = { m = { summary = "x", functions = { f = { summary = "x", effect = "\(unknown)" } } } }
            """, ["### modules"], 3
        ),
        ("secret_store = { \(unknown) = 1 }", ["### secret_store"], 2),
    ])
    func `every field, type and effect is named`(fields: String, headings: [String], count: Int) async throws {
        let known = try await known(fields)
        #expect(known.count == count)
        let words = try headings.map { try LuaReference.words(below: $0) }.reduce(into: Set()) { $0.formUnion($1) }
        #expect(Set(known).subtracting(words).isEmpty)
    }

    @Test func `every slot has a part of its own, and every function of a life a line`() throws {
        let text = try LuaReference.text()
        for slot in PluginSlot.allCases where slot != .before && slot != .after {
            #expect(text.contains("\n### \(slot.rawValue)\n"))
        }
        #expect(text.contains("\n### before and after\n"))
        for part in LuaPluginDefinition.Part.allCases where part.slot == nil {
            #expect(text.contains("\n| `\(part.rawValue)("))
        }
    }

    @Test func `every field of servers and credentials is named, and every module that there is`() throws {
        let servers = Server.objectType.fields.map(\.name)
        #expect(try Set(servers).subtracting(LuaReference.words(below: "## Slots")).isEmpty)
        #expect(try Set(LuaCredentials.fields).subtracting(LuaReference.words(below: "### credentials")).isEmpty)
        let modules = StandardPlugins.general.flatMap(\.modules).map(\.name) + ["task"]
        #expect(try LuaReference.text().contains("\n- Built in: "))
        #expect(try Set(modules).subtracting(LuaReference.words(below: "## What there is to require")).isEmpty)
    }

    @Test func `every event is named with all its fields`() throws {
        let server = Server(id: "s-1", name: "web-01")
        let error = AutomationError(.timeout, "it took too long")
        let events: [RunEvent] = [
            .log(.info, "x", server: server), .waiting(server: server, for: "x", next: .zero, remaining: .zero),
            .arrived(server: server, what: "x", after: .zero), .step(server: server, what: "x"),
            .retrying(operation: "x", server: server, attempt: 1, reason: "x", pause: .zero), .serverStarted(server),
            .serverFinished(server, error: error), .secretRevealed(server: server), .stopping(reason: "x"),
        ]
        let words = try LuaReference.words(below: "### event")
        for event in events {
            guard case .record(let fields) = event.record, case .string(let name) = fields["event"] else {
                Issue.record("an event is no record")
                continue
            }
            #expect(words.contains(name))
            #expect(Set(fields.keys).subtracting(words).isEmpty)
        }
        #expect(Set(events.map(Self.number)) == Set(0..<events.count))
    }

    /// A case that is added must be added here, and so above.
    private static func number(_ event: RunEvent) -> Int {
        switch event {
        case .log: 0
        case .waiting: 1
        case .arrived: 2
        case .step: 3
        case .retrying: 4
        case .serverStarted: 5
        case .serverFinished: 6
        case .secretRevealed: 7
        case .stopping: 8
        }
    }

    @Test func `the limits are those that hold`() throws {
        let limits = LuaPluginLimits()
        let first = ManifestWorld.limits
        let text = try LuaReference.text().replacing("\n", with: " ")
        for phrase in [
            "| \(limits.answer.components.seconds / 60) minutes, its waits included;",
            "| computing without a wait | \(limits.computing.components.seconds) seconds |",
            "| \(limits.memory >> 20) MB; the call fails", "it has \(limits.cleanUp.components.seconds) seconds |",
            "| \(first.instructions / 1_000_000) million instructions, \(first.memory >> 20) MB;",
            "| \(LineQuota.linesPerSecond) a second, \(LineQuota.lineLimit) characters each;",
            "the last \(LuaEventSink.flushing.components.seconds) seconds", "When \(LuaEventSink.capacity) are waiting",
        ] {
            #expect(text.contains(phrase), "\(phrase)")
        }
        for reaction in FailureReaction.allCases { #expect(text.contains("`on_failure: \(reaction.rawValue)`")) }
    }
}
