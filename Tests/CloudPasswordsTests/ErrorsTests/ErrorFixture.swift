import AutomationCore
import Foundation
import HTTPTypes
import TestSupport

@testable import CloudPasswords

/// What an answer is decoded with.
enum ErrorFixture {
    static let server = Server(id: "4f6d0d9e", name: "web-01")
    static let now = Date(timeIntervalSince1970: 1_800_000_000)

    static func context(
        _ action: CloudAction = .getPassword,
        _ api: CloudAPI = .v1,
        secrets: [String] = []
    ) throws -> RequestContext {
        var context = RequestContext(
            operation: try OperationTable.operation(action, in: api),
            server: server,
            caller: "test.call",
            deadline: OperationDeadline(MonotonicInstant(offset: .seconds(60))),
            events: RecordedEvents()
        )
        context.secrets = secrets.map { Secret($0) }
        return context
    }

    static func response(_ status: Int, _ body: [UInt8], headers: [String: String] = [:]) -> TransportResponse {
        var fields = HTTPFields()
        for (name, value) in headers {
            if let name = HTTPField.Name(name) { fields[name] = value }
        }
        return TransportResponse(head: HTTPResponse(status: .init(code: status), headerFields: fields), body: body)
    }

    static func error(
        _ status: Int,
        _ body: String,
        headers: [String: String] = [:],
        action: CloudAction = .getPassword,
        secrets: [String] = []
    ) throws -> AutomationError? {
        CloudErrorDecoder.error(
            in: response(status, Array(body.utf8), headers: headers),
            context: try context(action, secrets: secrets),
            now: now
        )
    }
}
