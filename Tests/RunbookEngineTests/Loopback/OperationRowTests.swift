import AutomationCore
import CloudPasswords
import CloudSimulator
import Foundation
import HTTPTypes
import RunbookEngine
import TestSupport
import Testing

/// Every operation that a runbook can ask for, as it arrives at a server over HTTP.
@Suite(.timeLimit(.minutes(1))) struct OperationRowTests {
    /// One row of the API reference, and the call that sends it.
    struct Row: Sendable, CustomTestStringConvertible {
        var method: HTTPRequest.Method
        var path: String
        var lua: String

        var hasProject: Bool { path.contains("{project_id}") }
        var testDescription: String { "\(method) \(path)" }
    }

    private static let prelude = """
        local password, key, vault = require "password", require "key", require "vault"
        local one = runbook.inputs { servers = { type = "servers" } }.servers[1]
        local function save(api)
          vault.put(one, password.decrypt(password.wait(one, { api = api }), key.load("test.pem")))
        end

        """

    private static let rows = [
        Row(
            method: .put,
            path: "/v1/{project_id}/cloudservers/{server_id}/os-reset-password",
            lua: "print(password.reset(one))"
        ),
        Row(
            method: .get,
            path: "/v1/{project_id}/cloudservers/{server_id}/os-resetpwd-flag",
            lua: "print(password.check_flag(one))"
        ),
        Row(
            method: .put,
            path: "/v2.1/{project_id}/servers/{server_id}/os-reset-password",
            lua: #"print(password.reset(one, { api = "v2.1" }))"#
        ),
        get("v1", "/v1/{project_id}/cloudservers/{server_id}"),
        clear("v1", "/v1/{project_id}/cloudservers/{server_id}"),
        get("v2.1", "/v2.1/{project_id}/servers/{server_id}"), clear("v2.1", "/v2.1/{project_id}/servers/{server_id}"),
        get("v2", "/v2/{project_id}/servers/{server_id}"), clear("v2", "/v2/{project_id}/servers/{server_id}"),
        get("nova", "/v2.1/servers/{server_id}"), clear("nova", "/v2.1/servers/{server_id}"),
    ]

    private static func get(_ api: String, _ path: String) -> Row {
        Row(method: .get, path: path + "/os-server-password", lua: #"save("\#(api)")"#)
    }

    private static func clear(_ api: String, _ path: String) -> Row {
        let lua = #"save("\#(api)") print(password.clear(one, { api = "\#(api)" }))"#
        return Row(method: .delete, path: path + "/os-server-password", lua: lua)
    }

    @Test(arguments: rows) func `a call of a runbook is the request that the API reference describes`(
        row: Row
    ) async throws {
        let project = row.hasProject ? SimulatorConfiguration.defaultProjectID : nil
        let (requests, server, stored) = try await LoopbackCloud.with { cloud in
            let report = try await cloud.run(Self.prelude + row.lua, projectID: project)
            #expect(report.error == nil)
            let server = try #require(cloud.server)
            let stored = try StoredPasswords(vault: cloud.folder.path + "/vault", server: server.id)
            return (cloud.simulator.withState { $0.requests }, server, stored)
        }
        let path = row.path.replacing("{project_id}", with: project ?? "").replacing("{server_id}", with: server.id)
        let matching = requests.filter { $0.path == path && $0.method == row.method }
        let request = try #require(matching.last)
        #expect(request.query == nil)
        #expect(request.headers[try #require(HTTPField.Name("X-Auth-Token"))] == LoopbackCloud.token)
        #expect(request.headers[.accept] == "application/json")
        #expect(request.headers[.userAgent] == "latchkey/\(UserAgent.version)")
        #expect(request.status == (row.method == .get ? 200 : 204))
        if row.method == .put {
            #expect(request.headers[.contentType] == "application/json;charset=utf-8")
            #expect(request.headers[.contentLength] == "\(request.body.count)")
            let check = row.path.hasPrefix("/v1/") ? #""is_check_password":true,"# : ""
            let password = try #require(server.pendingPassword)
            let body = #"{"reset-password":{\#(check)"new_password":"\#(password)"}}"#
            #expect(String(decoding: request.body, as: UTF8.self) == body)
            #expect(stored?.current == password)
        } else {
            #expect(request.body.isEmpty)
            #expect(request.headers[.contentType] == nil)
        }
        if row.path.hasSuffix("os-server-password") {
            #expect(stored?.current == server.password)
            #expect((server.record == .cleared) == (row.method == .delete))
        }
    }
}
