import AutomationCore
import CloudSimulator
import Foundation
import PluginHost
import Synchronization
import TestSupport
import Testing

/// The transcript in PROTOCOL.md is what is really said.
@Suite struct ProtocolDocumentTests {
    /// The lines of the transcript, those of Latchkey with `>`, those of the plugin with `<`.
    private static func transcript() throws -> [(isHost: Bool, text: String)] {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Sources/PluginHost/Process/PROTOCOL.md")
        let text = try String(contentsOf: file.standardizedFileURL, encoding: .utf8)
        let block = text.split(separator: "```transcript\n").last?.split(separator: "```").first ?? ""
        return block.split(separator: "\n").map { ($0.hasPrefix(">"), String($0.dropFirst(2))) }
    }

    @Test func `the transcript in PROTOCOL.md is what both sides say`() throws {
        let transcript = try Self.transcript()
        #expect(transcript.count > 20)
        let heard = Mutex<[String]>([])
        let setting = PluginSetting { program in
            var rest = transcript[...]
            var document = ""
            while let line = try await program.nextLine() {
                heard.withLock { $0.append(line) }
                rest = rest.dropFirst()
                if let match = line.firstMatch(of: Self.document) { document = String(match.output) }
                while let next = rest.first, !next.isHost {
                    program.say(next.text.replacing(Self.shortDocument, with: document))
                    rest = rest.dropFirst()
                }
                if rest.isEmpty { return 0 }
            }
            return 0
        }
        let server = Server(id: "s-1", name: "web-01")
        try setting.run(grants: Grants(allowsSecrets: true)) { plugin in
            let found = try await plugin.service.inventory?.servers() ?? []
            #expect(found.map(\.id) == ["s-1", "s-2"])
            guard case .string("operations") = try await plugin.call("owner", .object(server)) else { throw Crash() }
            let violations = try await plugin.service.policy?
                .violations(of: Secret("correct horse"), for: server, userName: nil)
            #expect(violations == ["must have a digit"])
            let hook = try #require(plugin.service.hook)
            await #expect { try await hook.before(OperationNotice("password.reset", server: server)) } throws: {
                AutomationError($0).kind == .vetoed
            }
            let store = try #require(plugin.service.secretStore)
            try await store.put(Secret("Correct-horse-1"), for: server)
            plugin.service.eventSink?.receive(.step(server: server, what: "password stored"))
            await #expect {
                try await hook.after(OperationNotice("password.clear", server: server), failure: nil)
            } throws: {
                let error = AutomationError($0)
                return error.kind == .connection && error.isRetryable && error.hint == "is the VPN up?"
            }
        }
        #expect(heard.withLock { $0.map(Self.plain) } == transcript.filter(\.isHost).map(\.text))
        #expect(setting.events.logLines == ["cmdb: two servers at north"])
    }

    private static let shortDocument = #""$secret":"{...}""#
    nonisolated(unsafe) private static let document = /"\$secret":"\{(?:[^"\\]|\\.)*"/

    private static func plain(_ line: String) -> String {
        line.replacing(/"latchkey":"[0-9.]+"/, with: #""latchkey":"VERSION""#).replacing(document, with: shortDocument)
    }
}
