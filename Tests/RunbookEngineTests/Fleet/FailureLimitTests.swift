import AutomationCore
import CloudSimulator
import RunbookEngine
import TestSupport
import Testing

struct FailureLimitTests {
    private static func script(_ options: String) -> String {
        """
        local ok, err = pcall(fleet.each, input.servers, { concurrency = 2, \(options) }, function(s)
          password.wait(s)
          if s.name <= "win-004" then error("not this one") end
        end)
        print(ok, err.kind, err.message)
        """
    }

    @Test(arguments: ["max_failures = 1", #"max_failures = "10%""#])
    func `after too many failures no further server is started`(options: String) throws {
        let fixture = try RunbookFixture(servers: 12)
        let report = try fixture.run(Self.script(options) + " error(err)")
        let error = try #require(report.error)
        #expect(error.kind == .tooManyFailures)
        #expect(error.message.contains("of 12 servers failed, and only 1 may"))
        let notStarted = report.servers.filter { $0.error?.kind == .tooManyFailures }
        let failed = report.servers.filter { $0.error?.kind == .script }
        // One that was under way goes on to its end.
        #expect((2...3).contains(failed.count))
        #expect(notStarted.count >= 8)
        #expect(error.message.hasSuffix("\(notStarted.count) were not started"))
        #expect(report.servers.count == 12)
    }

    @Test(arguments: ["max_failures = 4", #"max_failures = "34%""#, ""])
    func `as many as may fail stop nobody`(options: String) throws {
        let fixture = try RunbookFixture(servers: 12)
        let report = try fixture.run(
            "fleet.each(input.servers, { \(options) }, function(s) if s.name <= 'win-004' then error('no') end end)"
        )
        #expect(report.error == nil)
        #expect(report.failedCount == 4)
        #expect(report.servers.count == 12)
    }

    @Test(arguments: ["-1", "1.5", #""5""#, #""101%""#, #""-1%""#, "{}"])
    func `what is no amount is refused`(amount: String) throws {
        let error = try RunbookFixture().failure("fleet.each({}, { max_failures = \(amount) }, print)")
        #expect(error.kind == .argument)
        #expect(error.message.contains(#"option "max_failures": expected a whole number or a share like "5%""#))
    }
}
