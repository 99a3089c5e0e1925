import AutomationCore
import CloudPasswords
import CloudSimulator
import Foundation
import TestSupport

/// A memory file in a temporary folder, in a world whose present is known.
struct RunMemoryFixture: Sendable {
    let setting: SimulatedSetting
    let file: RunMemoryFile

    init() throws {
        setting = try SimulatedSetting()
        file = RunMemoryFile(path: "state/latchkey/memory.json", world: setting.world)
    }

    var now: Date { setting.world.clock.wallTime }
    var folder: String { setting.folder.path + "/state/latchkey" }
    var path: String { folder + "/memory.json" }

    /// What is in the file, as text; nil when there is none.
    var text: String? { FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } }

    /// Puts a text into the file, as somebody else.
    func write(_ text: String) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }

    /// One image's injections, one at each of these ages in seconds and as many seconds before the present.
    func memory(image: String, readyAt ages: [Double]) -> RunMemory {
        let records = ages.compactMap {
            InjectionRecord(emptyAt: $0 - 10, readyAt: $0, date: now.addingTimeInterval(-$0))
        }
        return RunMemory(injections: [InjectionHistory(key: InjectionKey(image: image), records: records)])
    }

    /// A limit that was learned some seconds ago.
    func quota(_ limit: Int, secondsAgo: Double = 0, windowSeconds: Double = 60) -> QuotaMemory {
        QuotaMemory(limit: limit, windowSeconds: windowSeconds, learnedAt: now.addingTimeInterval(-secondsAgo))
    }

    /// The permission bits of a file or folder.
    func mode(_ path: String) throws -> Int {
        try (FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber)?.intValue ?? -1
    }
}
