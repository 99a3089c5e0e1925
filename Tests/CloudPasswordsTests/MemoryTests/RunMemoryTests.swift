import CloudPasswords
import Foundation
import Testing

struct RunMemoryTests {
    private let fixture: RunMemoryFixture

    init() throws {
        fixture = try RunMemoryFixture()
    }

    @Test func `the oldest injections of a kind are forgotten beyond a hundred`() {
        let memory = fixture.memory(image: "i", readyAt: (0..<150).map { 400 + Double($0) })
        let kept = RunMemory().adding(memory, now: fixture.now).injections.first?.records.map(\.readyAt)
        // The later it came, the longer ago it was.
        #expect(kept == (0..<100).reversed().map { 400 + Double($0) })
    }

    @Test func `the kinds and limits that were met longest ago are forgotten beyond two hundred`() throws {
        var memory = RunMemory()
        for number in 0..<250 {
            memory = memory.adding(
                fixture.memory(image: "i\(number)", readyAt: [400 + Double(number)]),
                now: fixture.now
            )
            memory.quotas["q\(number)"] = fixture.quota(5, secondsAgo: Double(number))
        }
        memory = memory.adding(RunMemory(), now: fixture.now)
        #expect(Set(memory.injections.map(\.key.image)) == Set((0..<200).map { "i\($0)" }))
        #expect(Set(memory.quotas.keys) == Set((0..<200).map { "q\($0)" }))
    }

    @Test func `a full memory fits into the file it is read from`() throws {
        let records = try (0..<100).map { number in
            try #require(
                InjectionRecord(emptyAt: 1000.123, readyAt: 1060.456 + Double(number), date: fixture.now)
            )
        }
        let name = String(repeating: "n", count: 124)
        let full = RunMemory(
            injections: (100..<300).map {
                InjectionHistory(key: InjectionKey(image: "\($0)\(name)", flavor: name), records: records)
            },
            quotas: Dictionary(uniqueKeysWithValues: (100..<300).map { ("\($0)\(name)", fixture.quota(5)) })
        )
        #expect(fixture.file.add(full) == nil)
        #expect((fixture.text?.utf8.count ?? 0) < 2 << 20)
        let loaded = fixture.file.load()
        #expect(loaded.warning == nil)
        #expect(loaded.memory == full)
    }

    @Test func `of two limits the one that was learned later holds`() {
        let older = RunMemory(quotas: ["a": fixture.quota(10, secondsAgo: 100)])
        let newer = RunMemory(quotas: ["a": fixture.quota(20)])
        #expect(older.adding(newer, now: fixture.now).quotas["a"]?.limit == 20)
        #expect(newer.adding(older, now: fixture.now).quotas["a"]?.limit == 20)
    }

    @Test func `what claims to be from the future is left out`() {
        var memory = fixture.memory(image: "i", readyAt: [430])
        memory.quotas["a"] = fixture.quota(10)
        let earlier = fixture.now.addingTimeInterval(-10 * 86_400)
        #expect(RunMemory().adding(memory, now: earlier).isEmpty)
        #expect(RunMemory().adding(memory, now: fixture.now) == memory)
    }

    @Test(arguments: [
        (nil, 0.0), (nil, -1), (430, 430), (440, 430), (-1, 430), (nil, .infinity), (nil, .nan), (.nan, 430),
        (nil, 1e9),
    ])
    func `ages that contradict each other make no record`(emptyAt: Double?, readyAt: Double) {
        #expect(InjectionRecord(emptyAt: emptyAt, readyAt: readyAt, date: fixture.now) == nil)
    }
}
