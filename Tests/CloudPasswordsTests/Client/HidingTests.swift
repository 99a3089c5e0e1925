import AutomationCore
import CloudPasswords
import CloudSimulator
import Foundation
import TestSupport
import Testing

/// Clouds and gateways put what they were sent into their error messages.
struct HidingTests {
    private static let password = "Correct-Horse-9/."
    private static let token = SimulatorConfiguration.defaultToken

    private static func texts(_ setting: SimulatedSetting, _ error: AutomationError) -> [String] {
        var dumped = ""
        dump(error, to: &dumped)
        return setting.events.all.map { "\($0)" } + [dumped]
    }

    @Test(arguments: [400, 503])
    func `a token that the cloud echoes is hidden in the error and in what is told meanwhile`(status: Int) throws {
        let setting = try SimulatedSetting.settled(faults: [
            FaultRule(.answer(.ecs(status, "Ecs.\(Self.token)", "The token \(Self.token) is odd: \(Self.token)")))
        ])
        let log = RecordedLog()
        let server = try setting.server
        let service = try setting.service(logger: log.logger)
        let error = try setting.failure { try await service.sealedPassword(of: server) }
        #expect(error.message.hasPrefix("the cloud answered: The token <secret> is odd: <secret>"))
        for text in Self.texts(setting, error) + log.lines { #expect(!text.contains(Self.token)) }
    }

    @Test(arguments: [400, 503])
    func `a password that the cloud echoes is hidden in the error and in what is told meanwhile`(status: Int) throws {
        let echo = #"cannot take {"reset-password":{"new_password":"\#(Self.password)"}}"#
        let setting = try SimulatedSetting.settled(faults: [
            FaultRule(.answer(.ecs(status, "Ecs.0005", echo)), on: [.resetServerPassword])
        ])
        let log = RecordedLog()
        let server = try setting.server
        let service = try setting.service(logger: log.logger)
        let error = try setting.failure { try await service.reset(server, to: Secret(Self.password)) }
        #expect(error.message.contains(#"{"new_password":"<secret>"}"#))
        #expect(setting.retries.count == (status == 503 ? 5 : 0))
        #expect(log.lines.contains { $0.contains("request failed") })
        for text in Self.texts(setting, error) + log.lines { #expect(!text.contains(Self.password)) }
    }

    @Test func `a long message is cut, and what is cut off in the middle of a secret shows no part of it`() throws {
        for length in stride(from: 270, through: 300, by: 1) {
            let padding = String(repeating: "x", count: length)
            let setting = try SimulatedSetting.settled(faults: [
                FaultRule(.answer(.ecs(400, "Ecs.0005", padding + Self.password + padding)), on: [.resetServerPassword])
            ])
            let (server, service) = (try setting.server, setting.service)
            let error = try setting.failure { try await service.reset(server, to: Secret(Self.password)) }
            #expect(error.message.count <= "the cloud answered: ".count + 303)
            #expect(!error.message.contains("xC"))
        }
    }

    @Test func `a log tells of a request, and nothing of its header, its body or its answer`() throws {
        let setting = try SimulatedSetting.settled()
        let log = RecordedLog()
        let server = try setting.server
        let service = try setting.service(logger: log.logger)
        let sealed = try setting.simulation.run {
            _ = try await service.reset(server, to: Secret(Self.password))
            return try await service.sealedPassword(of: server)
        }
        let operations = log.lines.filter { $0.contains("request answered") }
        #expect(operations.contains { $0.contains("v1 resetPassword") && $0.contains(server.id) })
        #expect(log.lines.count { $0.contains("debug PUT /v1/") && $0.contains("  attempt 1  ") } == 1)
        for line in log.lines {
            #expect(!line.contains(Self.password))
            #expect(!line.contains(Self.token))
            #expect(!line.contains(try #require(sealed).text))
        }
    }
}
