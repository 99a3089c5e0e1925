import AutomationCore
import CloudPasswords
import Foundation
import TestSupport
import Testing

struct RunMemoryFileTests {
    @Test func `what is written is ids and numbers, closed to others, and comes back`() throws {
        let fixture = try RunMemoryFixture()
        let record = try #require(InjectionRecord(emptyAt: 410, readyAt: 432.5, date: fixture.now))
        let first = try #require(InjectionRecord(emptyAt: nil, readyAt: 500, date: fixture.now))
        let memory = RunMemory(
            injections: [InjectionHistory(key: InjectionKey(image: "i", flavor: "f"), records: [record, first])],
            quotas: ["0a1b:get": fixture.quota(50)]
        )
        #expect(fixture.file.add(memory) == nil)
        #expect(
            fixture.text == """
                {"injections":[{"flavor":"f","image":"i","records":[[410,432.5,1800000000],[null,500,1800000000]]}],\
                "quotas":{"0a1b:get":{"learnedAt":1800000000,"limit":50,"windowSeconds":60}},"version":1}
                """
        )
        let loaded = fixture.file.load()
        #expect(loaded.memory == memory)
        #expect(loaded.warning == nil)
        #expect(try fixture.mode(fixture.path) == 0o600)
        #expect(try fixture.mode(fixture.folder) == 0o700)
        #expect(try fixture.mode(fixture.setting.folder.path + "/state") == 0o700)
        #expect(try FileManager.default.contentsOfDirectory(atPath: fixture.folder) == ["memory.json"])
    }

    @Test func `an estimate made from the file equals the one that was live`() throws {
        let fixture = try RunMemoryFixture()
        var injections = SimulatedInjections(seed: 1)
        var live = InjectionExperience()
        let keys = [InjectionKey(image: "a", flavor: "s"), InjectionKey(image: "a", flavor: "l"), InjectionKey()]
        for key in keys { injections.teach(&live, key, servers: 12, delay: 400...460) }
        #expect(fixture.file.add(RunMemory(injections: live.takeNews())) == nil)
        var replayed = InjectionExperience(fixture.file.load().memory.injections)
        for key in keys + [InjectionKey(image: "new")] {
            for percent in stride(from: 0.05, to: 1, by: 0.05) {
                #expect(abs(live.seconds(percent, key) - replayed.seconds(percent, key)) < 0.05)
            }
        }
        #expect(replayed.takeNews().isEmpty)
    }

    @Test func `no file is no reason for a warning`() throws {
        let fixture = try RunMemoryFixture()
        let loaded = fixture.file.load()
        #expect(loaded.memory.isEmpty)
        #expect(loaded.warning == nil)
        #expect(fixture.file.add(RunMemory()) == nil)
        #expect(fixture.text == nil)
    }

    @Test(arguments: [
        "", "{", "[]", "null", "\u{0}\u{1}", #"{"version":"1"}"#, #"{"version":1,"injections":7}"#,
        String(repeating: "[", count: 100_000), String(repeating: " ", count: 5 << 20),
    ])
    func `a damaged file is told of, and replaced`(text: String) throws {
        let fixture = try RunMemoryFixture()
        try fixture.write(text)
        let loaded = fixture.file.load()
        #expect(loaded.memory.isEmpty)
        #expect(loaded.warning?.contains(fixture.path) == true)
        let memory = fixture.memory(image: "i", readyAt: [430])
        #expect(fixture.file.add(memory) == nil)
        #expect(fixture.file.load().memory == memory)
        #expect(try fixture.mode(fixture.path) == 0o600)
    }

    @Test func `a damaged entry does not take the others with it`() throws {
        let fixture = try RunMemoryFixture()
        try fixture.write(
            """
            {"version":1,"later":{},"injections":[{"image":"i","records":[[410,432,1700000000],[1e300,2e300,1],[],[5,4,1],
            ["x",9,1],[-1,9,1],[1,2,1e300]]},{"image":7,"records":[]},{"image":"\(String(repeating: "x", count: 200))",
            "records":[[410,432,1700000000]]},9],"quotas":{"a":{"limit":50,"windowSeconds":60,"learnedAt":1700000000},
            "b":{"limit":1e300,"windowSeconds":60,"learnedAt":0},"c":{"limit":0,"windowSeconds":60,"learnedAt":0},
            "d":{"limit":5,"windowSeconds":-1,"learnedAt":0},"e":7}}
            """
        )
        let loaded = fixture.file.load()
        #expect(loaded.warning == nil)
        #expect(loaded.memory.injections.map(\.key.image) == ["i"])
        #expect(loaded.memory.injections.first?.records.map(\.readyAt) == [432])
        #expect(loaded.memory.quotas.keys.sorted() == ["a"])
    }

    @Test func `a file of another version is left alone`() throws {
        let fixture = try RunMemoryFixture()
        let text = #"{"version":2,"injections":"in another form"}"#
        try fixture.write(text)
        #expect(fixture.file.load().memory.isEmpty)
        #expect(fixture.file.load().warning?.contains("version 2") == true)
        #expect(fixture.file.add(fixture.memory(image: "i", readyAt: [430]))?.contains("version 2") == true)
        #expect(fixture.text == text)
    }

    @Test func `a symbolic link is neither followed nor replaced`() throws {
        let fixture = try RunMemoryFixture()
        try fixture.write("")
        let target = try fixture.setting.folder.write("precious", "precious")
        try FileManager.default.removeItem(atPath: fixture.path)
        try FileManager.default.createSymbolicLink(atPath: fixture.path, withDestinationPath: target)
        #expect(fixture.file.load().warning?.contains("symbolic link") == true)
        #expect(fixture.file.add(fixture.memory(image: "i", readyAt: [430]))?.contains("symbolic link") == true)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: fixture.path) == target)
        #expect(try String(contentsOfFile: target, encoding: .utf8) == "precious")
    }

    @Test func `where nothing can be written, that is all that happens`() throws {
        let fixture = try RunMemoryFixture()
        let news = fixture.memory(image: "i", readyAt: [430])
        _ = try fixture.setting.folder.write("file", "a file")
        let below = RunMemoryFile(path: "file/memory.json", world: fixture.setting.world)
        #expect(below.load().memory.isEmpty)
        #expect(below.add(news)?.contains("not a directory") == true)
        let folder = RunMemoryFile(path: ".", world: fixture.setting.world)
        #expect(folder.load().warning?.contains("no regular file") == true)
        #expect(folder.add(news)?.contains("no regular file") == true)
        #expect(try FileManager.default.contentsOfDirectory(atPath: fixture.setting.folder.path) == ["file"])
    }

    @Test func `what another run has written meanwhile stays`() throws {
        let fixture = try RunMemoryFixture()
        let other = RunMemoryFile(path: fixture.path, world: fixture.setting.world)
        #expect(fixture.file.load().memory.isEmpty)
        #expect(other.add(fixture.memory(image: "i", readyAt: [430])) == nil)
        #expect(fixture.file.add(fixture.memory(image: "i", readyAt: [440])) == nil)
        #expect(fixture.file.add(RunMemory(quotas: ["a": fixture.quota(50)])) == nil)
        let memory = fixture.file.load().memory
        #expect(memory.injections.first?.records.map(\.readyAt) == [440, 430])
        #expect(memory.quotas["a"]?.limit == 50)
    }
}
