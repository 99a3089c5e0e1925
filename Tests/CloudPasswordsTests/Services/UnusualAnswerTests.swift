import AutomationCore
import CloudPasswords
import CloudSimulator
import Foundation
import TestSupport
import Testing

/// Answers that say all is well and are not what was asked for.
struct UnusualAnswerTests {
    private static func setting(_ answer: CannedAnswer) throws -> SimulatedSetting {
        try SimulatedSetting.settled(faults: [FaultRule(.answer(answer))])
    }

    @Test func `a web page is recognised as one`() throws {
        let setting = try Self.setting(.htmlWithSuccess)
        let (server, service) = (try setting.server, setting.service)
        let errors = [
            ("a sealed password", try setting.failure { try await service.sealedPassword(of: server) }),
            ("a reset flag", try setting.failure { try await service.canReset(server) }),
            ("a server detail", try setting.failure { try await service.detail(of: server) }),
        ]
        for (expected, error) in errors {
            #expect(error.kind == .cloud)
            #expect(error.message == "expected \(expected) in JSON, and the endpoint answered with a web page (HTML)")
            #expect(error.hint?.contains("is --endpoint the address of the compute API") == true)
            #expect(error.server == "win-001")
            #expect(!error.isRetryable)
        }
        #expect(setting.requests.count == 3)
    }

    @Test func `an empty body is no detail and no flag, and as a password it is none`() throws {
        let setting = try Self.setting(.emptyWithSuccess)
        let (server, service) = (try setting.server, setting.service)
        #expect(try setting.simulation.run { try await service.sealedPassword(of: server) } == nil)
        let detail = try setting.failure { try await service.detail(of: server) }
        #expect(detail.message == "expected a server detail in JSON, and the endpoint answered with an empty body")
        let flag = try setting.failure { try await service.canReset(server) }
        #expect(flag.message == "expected a reset flag in JSON, and the endpoint answered with an empty body")
    }

    @Test(arguments: [
        (#"{"resetpwd_flag":"True"}"#, true), (#"{"resetpwd_flag":"False"}"#, false),
        (#"{"resetpwd_flag":"true"}"#, true), (#"{"resetpwd_flag":true}"#, true), (#"{"resetpwd_flag":false}"#, false),
    ])
    func `the reset flag is read whatever way it is written`(body: String, expected: Bool) throws {
        let setting = try Self.setting(CannedAnswer(status: 200, body: body))
        let (server, service) = (try setting.server, setting.service)
        #expect(try setting.simulation.run { try await service.canReset(server) } == expected)
    }

    @Test(arguments: ["{}", #"{"resetpwd_flag":"maybe"}"#, #"{"resetpwd_flag":1}"#, #"{"resetpwd_flag":null}"#, "[]"])
    func `a reset flag that is none is an error, not a no`(body: String) throws {
        let setting = try Self.setting(CannedAnswer(status: 200, body: body))
        let (server, service) = (try setting.server, setting.service)
        let error = try setting.failure { try await service.canReset(server) }
        #expect(error.kind == .cloud)
        #expect(error.operation == "password.check_flag")
    }

    @Test(arguments: [#"{"password":""}"#, #"{"password":"  \n"}"#, #"{"password":null}"#])
    func `an empty password is none`(body: String) throws {
        let setting = try Self.setting(CannedAnswer(status: 200, body: body))
        let (server, service) = (try setting.server, setting.service)
        #expect(try setting.simulation.run { try await service.sealedPassword(of: server) } == nil)
    }

    @Test(arguments: [#"{"password":5}"#, "[]", "nonsense", #"{"password":"abc"#])
    func `a password that is no text is an error that does not show it`(body: String) throws {
        let setting = try Self.setting(CannedAnswer(status: 200, body: body))
        let (server, service) = (try setting.server, setting.service)
        let error = try setting.failure { try await service.sealedPassword(of: server) }
        #expect(error.message == "expected a sealed password in JSON, and the endpoint answered with something else")
    }

    @Test(arguments: [
        ("2027-01-15T07:00:00.250000", 1_799_996_400.25), ("2027-01-15T07:00:00Z", 1_799_996_400),
        ("2027-01-15T07:00:00", 1_799_996_400), ("soon", nil),
    ])
    func `a launch time is read in each of the forms that clouds use`(text: String, expected: Double?) throws {
        let body = #"{"server":{"id":"s-1","status":"ACTIVE","key_name":"","OS-SRV-USG:launched_at":"\#(text)"}}"#
        let setting = try Self.setting(CannedAnswer(status: 200, body: body))
        let service = setting.service
        let server = try setting.simulation.run { try await service.detail(of: Server(id: "s-1", name: "web-01")) }
        #expect(server.detail?.launchedAt?.timeIntervalSince1970 == expected)
        #expect(server.name == "web-01")
        #expect(server.detail?.keyName == nil)
        #expect(server.detail?.osType == nil)
    }
}
