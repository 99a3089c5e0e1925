import AutomationCore
import CloudSimulator
import Foundation
import HTTPTypes
import Synchronization
import TestSupport
import Testing

@testable import CloudPasswords

/// The middleware between the retries and the signing, with the simulator behind them.
@Suite struct ClockSkewSigningTests {
    /// A machine whose clock goes wrong by so much, and its requests to the cloud.
    private final class Machine: Sendable {
        let skew: TimeInterval
        let offset = ClockOffset()
        let events = RecordedEvents()
        let fixture: Mutex<SigningFixture>
        let request: TransportRequest
        let signer: @Sendable (TransportRequest, Date) -> TransportRequest
        let sent = Mutex(0)

        init(skew: TimeInterval, key: AccessKey? = nil) throws {
            var fixture = try SigningFixture()
            if let key { fixture.key = key }
            self.skew = skew
            request = fixture.request(.get, "/os-server-password")
            signer = { [fixture] request, date in fixture.sign(request, at: date) }
            self.fixture = Mutex(fixture)
        }

        func context() throws -> RequestContext {
            RequestContext(
                operation: try OperationTable.operation(.getPassword, in: .v1),
                server: Server(id: "f00"),
                caller: "password.get",
                deadline: OperationDeadline(MonotonicInstant(offset: .seconds(60))),
                events: events
            )
        }

        func send() async throws -> TransportResponse {
            try await ClockSkewMiddleware(offset: offset).handle(request, context: try context()) { request, context in
                self.sent.withLock { $0 += 1 }
                let date = self.offset.corrected(SigningFixture.now.addingTimeInterval(self.skew))
                let signed = self.signer(request, date)
                let (status, text) = try self.fixture.withLock { try $0.send(signed) }
                guard status != 200 else { return TransportResponse(head: HTTPResponse(status: .ok)) }
                throw AutomationError(.authentication, "the cloud answered: " + text, code: "APIGW.0301")
            }
        }
    }

    @Test(arguments: [(-960.0, "16m behind"), (7200.0, "2h ahead of")])
    func `a wrong clock is corrected once for the whole run`(skew: Double, words: String) async throws {
        let machine = try Machine(skew: skew)
        #expect(try await machine.send().head.status == .ok)
        #expect(machine.sent.withLock { $0 } == 2)
        #expect(machine.offset.value == .seconds(-skew))
        #expect(try await machine.send().head.status == .ok)
        #expect(machine.sent.withLock { $0 } == 3)
        let line = "this machine's clock is \(words) the cloud's; requests are signed with the cloud's time"
        #expect(machine.events.all == [.log(.warning, line, server: nil)])
    }

    @Test func `a clock that is right enough is left alone`() async throws {
        let machine = try Machine(skew: 840)
        #expect(try await machine.send().head.status == .ok)
        #expect(machine.sent.withLock { $0 } == 1)
        #expect(machine.offset.value == .zero)
        #expect(machine.events.all.isEmpty)
    }

    @Test func `a clock that goes on changing is not chased for ever`() async throws {
        let machine = try Machine(skew: -960)
        for _ in 0..<3 { machine.offset.correct(by: .seconds(0.1), from: machine.offset.value) }
        let error = await #expect(throws: AutomationError.self) { try await machine.send() }
        #expect(error?.message.hasPrefix("the cloud refused the signature's date: this machine's clock is ") == true)
        #expect(machine.sent.withLock { $0 } == 1)
    }

    @Test func `another failure passes untried`() async throws {
        let key = try AccessKey(id: "AKIATESTTHROWAWAY0001", secret: Secret("another-secret"))
        let machine = try Machine(skew: 0, key: key)
        let error = await #expect(throws: AutomationError.self) { try await machine.send() }
        #expect(error?.code == "APIGW.0301")
        #expect(machine.sent.withLock { $0 } == 1)
        #expect(machine.events.all.isEmpty)
    }

    @Test func `of many requests at once each is sent again, and the warning comes once`() async throws {
        let machine = try Machine(skew: -3600)
        try await withThrowingTaskGroup(of: TransportResponse.self) { group in
            for _ in 0..<20 { group.addTask { try await machine.send() } }
            for try await response in group { #expect(response.head.status == .ok) }
        }
        #expect(machine.sent.withLock { $0 } <= 40)
        #expect(machine.events.logLines.count == 1)
    }
}
