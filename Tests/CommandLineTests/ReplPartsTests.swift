import AutomationCore
import Foundation
import TestSupport
import Testing

@testable import LatchkeyCommandLine

/// What a session at a prompt is made of.
@Suite struct ReplPartsTests {
    @Test func `a history keeps the last lines in order, and none that begins with a blank or comes twice`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/deep/history"
        let history = ReplHistory(path: path, limit: 3)
        #expect(["a", "a", " b", "", "c", "a", "d"].map(history.add) == [true, false, false, false, true, true, true])
        #expect(ReplHistory(path: path, limit: 3).load() == ["c", "a", "d"])
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
    }

    @Test func `a history that has grown long is cut, and stays closed to others`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/history"
        let history = ReplHistory(path: path, limit: 2)
        for number in 1...5 { _ = history.add("line \(number)") }
        #expect(ReplHistory(path: path, limit: 2).load() == ["line 4", "line 5"])
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "line 4\nline 5\n")
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
    }

    @Test func `what happens while somebody types is told when the line has ended`() {
        let recorded = RecordedEvents()
        let events = ReplEvents(next: recorded)
        events.receive(.log(.info, "a", server: nil))
        events.beginTyping()
        events.receive(.log(.info, "b", server: nil))
        #expect(recorded.logLines == ["a"])
        events.endTyping()
        #expect(recorded.logLines == ["a", "b"])
    }

    @Test func `names are shown in columns, and too many not at all`() {
        #expect(NameCompleter.columns(["a", "bb", "c"]) == "a   bb  c")
        let many = NameCompleter.columns((1...300).map { "name\($0)" })
        #expect(many.hasSuffix("... 100 more"))
        #expect(many.split(separator: "\n").allSatisfy { $0.count <= 78 })
    }

    @Test func `a tab on an empty line moves it in`() {
        #expect(NameCompleter { _ in nil }.answer(to: "") == "  ")
        #expect(NameCompleter { _ in nil }.answer(to: "x") == nil)
    }
}
