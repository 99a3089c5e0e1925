import AutomationCore
import CloudPasswords
import CloudSimulator
import Foundation
import HTTPTypes
import TestSupport
import Testing

struct OperationRequestTests {
    /// What goes over the wire, written down from the API references.
    private static let expected: [(api: CloudAPI, action: CloudAction, method: String, path: String, body: String)] = [
        (
            .v1, .resetPassword, "PUT", "/v1/PROJECT/cloudservers/SERVER/os-reset-password",
            #"{"reset-password":{"is_check_password":true,"new_password":"Correct-Horse-9/."}}"#
        ),
        (.v1, .checkResetFlag, "GET", "/v1/PROJECT/cloudservers/SERVER/os-resetpwd-flag", ""),
        (.v1, .getPassword, "GET", "/v1/PROJECT/cloudservers/SERVER/os-server-password", ""),
        (.v1, .clearPassword, "DELETE", "/v1/PROJECT/cloudservers/SERVER/os-server-password", ""),
        (.v1, .showServer, "GET", "/v1/PROJECT/cloudservers/SERVER", ""),
        (
            .v2_1, .resetPassword, "PUT", "/v2.1/PROJECT/servers/SERVER/os-reset-password",
            #"{"reset-password":{"new_password":"Correct-Horse-9/."}}"#
        ),
        (.v2_1, .getPassword, "GET", "/v2.1/PROJECT/servers/SERVER/os-server-password", ""),
        (.v2_1, .clearPassword, "DELETE", "/v2.1/PROJECT/servers/SERVER/os-server-password", ""),
        (.v2_1, .showServer, "GET", "/v2.1/PROJECT/servers/SERVER", ""),
        (.v2, .getPassword, "GET", "/v2/PROJECT/servers/SERVER/os-server-password", ""),
        (.v2, .clearPassword, "DELETE", "/v2/PROJECT/servers/SERVER/os-server-password", ""),
        (.v2, .showServer, "GET", "/v2/PROJECT/servers/SERVER", ""),
        (.nova, .getPassword, "GET", "/v2.1/servers/SERVER/os-server-password", ""),
        (.nova, .clearPassword, "DELETE", "/v2.1/servers/SERVER/os-server-password", ""),
        (.nova, .showServer, "GET", "/v2.1/servers/SERVER", ""),
    ]

    /// Those that have tests of their own for what they send, with their paths.
    private static let others: [String: String] = [
        "v1 resetPasswords": "PUT /v1/{project_id}/cloudservers/os-reset-passwords",
        "v1 listServers": "GET /v1/{project_id}/cloudservers/detail",
        "v1 startServers": "POST /v1/{project_id}/cloudservers/action",
        "v1 stopServers": "POST /v1/{project_id}/cloudservers/action",
        "v1 rebootServers": "POST /v1/{project_id}/cloudservers/action",
        "v1 showJob": "GET /v1/{project_id}/jobs/{job_id}",
        "v1 showKeyPair": "GET /v2.1/{project_id}/os-keypairs/{key_pair}",
        "v2.1 listServers": "GET /v2.1/{project_id}/servers/detail",
        "v2.1 startServers": "POST /v2.1/{project_id}/servers/{server_id}/action",
        "v2.1 stopServers": "POST /v2.1/{project_id}/servers/{server_id}/action",
        "v2.1 rebootServers": "POST /v2.1/{project_id}/servers/{server_id}/action",
        "v2.1 showKeyPair": "GET /v2.1/{project_id}/os-keypairs/{key_pair}",
        "v2 listServers": "GET /v2/{project_id}/servers/detail",
        "v2 startServers": "POST /v2/{project_id}/servers/{server_id}/action",
        "v2 stopServers": "POST /v2/{project_id}/servers/{server_id}/action",
        "v2 rebootServers": "POST /v2/{project_id}/servers/{server_id}/action",
        "v2 showKeyPair": "GET /v2/{project_id}/os-keypairs/{key_pair}",
        "nova listServers": "GET /v2.1/servers/detail",
        "nova startServers": "POST /v2.1/servers/{server_id}/action",
        "nova stopServers": "POST /v2.1/servers/{server_id}/action",
        "nova rebootServers": "POST /v2.1/servers/{server_id}/action",
        "nova showKeyPair": "GET /v2.1/os-keypairs/{key_pair}",
        "identity findProject": "GET /v3/projects",
    ]

    @Test func `the table has these operations and no others`() {
        let sent = Self.expected.map { "\($0.api.rawValue) \($0.action)" }
        let names = OperationTable.rows.map(\.name)
        #expect(names.sorted() == (sent + Self.others.keys).sorted())
        for row in OperationTable.rows where !sent.contains(row.name) {
            #expect("\(row.method) \(row.path)" == Self.others[row.name])
        }
    }

    @Test(arguments: expected.indices)
    func `an operation is sent once, exactly as its API asks, and succeeds`(index: Int) throws {
        let expected = Self.expected[index]
        let setting = try SimulatedSetting.settled()
        let server = try setting.server
        let service = setting.service
        try setting.simulation.run { try await Self.perform(expected.action, expected.api, on: server, service) }
        #expect(setting.requests.count == 1)
        let request = try #require(setting.requests.first)
        let path = expected.path.replacing("PROJECT", with: SimulatorConfiguration.defaultProjectID)
            .replacing("SERVER", with: server.id)
        #expect(request.method.rawValue == expected.method)
        #expect(request.path == path)
        #expect(request.query == nil)
        #expect(String(decoding: request.body, as: UTF8.self) == expected.body)
        #expect([200, 204].contains(request.status))
        #expect(request.headers[try #require(HTTPField.Name("X-Auth-Token"))] == SimulatorConfiguration.defaultToken)
        #expect(request.headers[.accept] == "application/json")
        #expect(request.headers[.userAgent]?.lowercased().hasPrefix("latchkey") == true)
        #expect(request.headers[.contentType] == (expected.body.isEmpty ? nil : "application/json;charset=utf-8"))
        #expect(setting.retries.isEmpty)
    }

    @Test(arguments: [
        (CloudAction.resetPassword, CloudAPI.v2, "v1"), (.resetPassword, .nova, "v1"),
        (.checkResetFlag, .v2_1, "v1"), (.checkResetFlag, .v2, "v1"), (.checkResetFlag, .nova, "v1"),
    ])
    func `an API without the operation names the one that has it, and nothing is sent`(
        action: CloudAction,
        api: CloudAPI,
        other: String
    ) throws {
        let setting = try SimulatedSetting.settled()
        let (server, service) = (try setting.server, setting.service)
        let error = try setting.failure { try await Self.perform(action, api, on: server, service) }
        #expect(error.kind == .unsupported)
        #expect(error.operation == (action == .resetPassword ? "password.reset" : "password.check_flag"))
        #expect(error.server == "win-001")
        #expect(error.message.hasPrefix("the \(api.rawValue) API has no operation to "))
        #expect(error.message.hasSuffix("; \(other) has one"))
        #expect(error.hint?.contains("--api \(other)") == true)
        #expect(error.hint?.contains("api = \"\(other)\"") == true)
        #expect(setting.requests.isEmpty)
        #expect(setting.steps.isEmpty)
    }

    @Test func `each of the cloud's operations names its permission`() {
        // No page of the cloud's names one for these two.
        let unnamed: Set<CloudAction> = [.showJob, .showKeyPair]
        for row in OperationTable.rows where row.api == .v1 {
            guard !unnamed.contains(row.action) else {
                #expect(row.permission == nil)
                continue
            }
            #expect(row.permission?.hasPrefix("ecs:cloudServers:") == true)
            #expect(row.scopes == [.project, .enterpriseProject])
        }
        #expect(OperationTable.rows.filter(\.isDeprecated).map(\.name) == ["v2.1 resetPassword"])
        #expect(OperationTable.rows.allSatisfy { !$0.successStatuses.isEmpty })
    }

    private static func perform(
        _ action: CloudAction,
        _ api: CloudAPI,
        on server: Server,
        _ service: PasswordService
    ) async throws {
        switch action {
        case .resetPassword:
            var options = ResetOptions(password: Secret("Correct-Horse-9/."), api: api)
            options.skipsFlag = true
            _ = try await service.reset(server, options)
        case .checkResetFlag: #expect(try await service.canReset(server, api: api))
        case .getPassword: #expect(try await service.sealedPassword(of: server, api: api) != nil)
        case .clearPassword: #expect(try await service.clear(server, api: api, unsaved: true))
        case .showServer: #expect(try await service.detail(of: server, api: api).detail?.status == "ACTIVE")
        default: Issue.record("\(action) has tests of its own")
        }
    }
}
