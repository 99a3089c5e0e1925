import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct ChangeWindowPluginTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Resets two servers with these approvals, while the window is open or is not.
    private func run(approvals: String?, isOpen: Bool = true) async throws -> CommandRun {
        let plugin = ExamplePlugin("change-window", in: folder)
        let days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        // Nothing that midnight could open during the test.
        let distant = days[(calendar.component(.weekday, from: Date()) + 2) % 7]
        try plugin.configure([
            "/srv/changes/approvals": folder.path + "/approvals",
            "mon, tue, wed, thu, fri": isOpen ? days.joined(separator: ", ") : distant,
            "22:00": "00:00", "04:00": "24:00",
        ])
        if let approvals { _ = try folder.write("approvals", approvals) }
        return try await plugin.run(ExamplePlugin.reset, servers: 2, environment: ["TZ": "UTC"])
    }

    private func stamp(hoursAgo: Double = 0) -> String {
        Date(timeIntervalSinceNow: -hoursAgo * 3600).formatted(.iso8601)
    }

    @Test func `a second person's approval is needed, and names the servers`() async throws {
        let run = try await run(approvals: "# tonight\n\(stamp()) bert win-001   # only this one\n")
        #expect(run.exitCode == 2, "\(run.text)")
        #expect(run.errors.contains("win-001: was approved by bert") || run.errors.contains("was approved by bert"))
        #expect(run.output.contains("win-001  ok"))
        #expect(run.output.contains("win-002  failed"))
        #expect(run.errors.contains("plugin \"change-window\" forbids password.reset: nobody has approved it"))
    }

    @Test func `an approval of all servers lets all through`() async throws {
        let run = try await run(approvals: "\(stamp(hoursAgo: 7)) bert *\n")
        #expect(run.exitCode == 0, "\(run.text)")
        #expect(run.output.hasSuffix("2 servers: 2 ok, 0 failed\n"))
    }

    @Test func `neither one's own approval counts, nor an old one, nor one of the future`() async throws {
        let own = try await run(approvals: "\(stamp()) Anna *\n")
        #expect(own.exitCode == 2)
        #expect(own.errors.contains("anna alone has approved it"))
        let old = try await run(approvals: "\(stamp(hoursAgo: 9)) bert *\n")
        #expect(old.errors.contains("the approval of bert is too old"))
        let early = try await run(approvals: "\(stamp(hoursAgo: -1)) bert *\n")
        #expect(early.errors.contains("the approval of bert is of the future"))
        for run in [own, old, early] { #expect(!run.errors.contains("reset sent")) }
    }

    @Test func `a closed window forbids what was approved`() async throws {
        let run = try await run(approvals: "\(stamp()) bert *\n", isOpen: false)
        #expect(run.exitCode == 2)
        #expect(run.errors.contains("the change window is closed"), "\(run.errors)")
        #expect(!run.errors.contains("reset sent"))
    }

    @Test func `a file that is missing, or cannot be read, forbids everything`() async throws {
        let missing = try await run(approvals: nil)
        #expect(missing.exitCode != 0)
        #expect(missing.errors.contains("approvals cannot be read"), "\(missing.errors)")
        let broken = try await run(approvals: "\(stamp()) bert *\nyesterday bert *\n")
        #expect(broken.exitCode == 2)
        #expect(broken.errors.contains("line 2 of the approvals"), "\(broken.errors)")
        #expect(!broken.errors.contains("reset sent"))
    }

    @Test func `a window may go over midnight, and belongs to the day on which it opens`() async throws {
        for module in ["window", "approvals"] {
            let text = try String(contentsOfFile: ExamplePlugin.path("change-window/\(module).lua"), encoding: .utf8)
            _ = try folder.write(module + ".lua", text)
        }
        let run = try await CommandRun.latchkey(
            [
                "run",
                try folder.write(
                    "hours.lua",
                    """
                    local window = require "window"

                    local function is_open(options, day, hour, minute)
                      return window.is_open(window.new(options), { wday = day, hour = hour, min = minute })
                    end

                    local night = { days = { "fri", "sat" }, from = "22:00", to = "04:00" }
                    local fri, sat, sun, mon = 6, 7, 1, 2
                    assert(not is_open(night, fri, 21, 59) and is_open(night, fri, 22, 0) and is_open(night, sat, 3, 59))
                    assert(not is_open(night, sat, 4, 0) and is_open(night, sat, 22, 0) and is_open(night, sun, 0, 0))
                    assert(not is_open(night, fri, 3, 0) and not is_open(night, sun, 22, 0) and not is_open(night, mon, 0, 0))

                    local day = { days = { "mon" }, from = "08:00", to = "17:30" }
                    assert(is_open(day, mon, 8, 0) and is_open(day, mon, 17, 29))
                    assert(not is_open(day, mon, 17, 30) and not is_open(day, mon, 7, 59) and not is_open(day, sun, 12, 0))

                    for _, wrong in ipairs { "25:00", "24:01", "8", "08:60", "-1:00" } do
                      assert(not pcall(window.new, { days = {}, from = wrong, to = "04:00" }), wrong)
                    end
                    assert(not pcall(window.new, { days = { "monday" }, from = "08:00", to = "17:00" }))
                    """
                ), "--simulate",
            ],
            folder: folder
        )
        #expect(run.exitCode == 0, "\(run.text)")
    }
}
