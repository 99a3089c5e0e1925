import AutomationCore
import CloudPasswords
import CloudSimulator
import TestSupport
import Testing

struct CloudErrorTests {
    @Test(arguments: CloudErrorCase.all)
    func `an error tells what the cloud answered, what it means and what to do`(expected: CloudErrorCase) throws {
        let setting = try SimulatedSetting.settled(faults: [FaultRule(.answer(expected.answer))])
        let server = try setting.server
        let service = try setting.service(retryPolicy: RetryPolicy(mostAttempts: 1))
        let error = try setting.failure { try await service.sealedPassword(of: server) }
        #expect(error.kind == expected.kind)
        #expect(error.status == expected.answer.status)
        #expect(error.code == expected.code)
        #expect(error.message.contains(expected.message.replacing("SERVER", with: server.id)))
        #expect(expected.hint.isEmpty ? error.hint == nil : error.hint?.contains(expected.hint) == true)
        #expect(error.isRetryable == expected.isRetryable)
        #expect(error.operation == "password.get")
        #expect(error.server == "win-001")
        #expect(error.requestID?.count == 32)
    }

    @Test(arguments: CloudAPI.choices)
    func `a wrong token and an unknown server are told in every API`(api: CloudAPI) throws {
        let setting = try SimulatedSetting.settled(token: "wrong-token")
        let (server, wrong, right) = (try setting.server, setting.service, try setting.service())
        let refused = try setting.failure { try await wrong.sealedPassword(of: server, api: api) }
        #expect(refused.kind == .authentication)
        #expect(refused.status == 401)
        let missing = try setting.failure { try await right.sealedPassword(of: Server(id: "f00"), api: api) }
        #expect(missing.kind == .notFound)
        #expect(missing.message == "there is no server f00 in this project")
        #expect(missing.code == (api == .v1 ? "Ecs.0114" : "itemNotFound"))
    }

    @Test func `a refusal names the permission of the very operation`() throws {
        let actions: Set<CloudAction> = [.checkResetFlag, .getPassword, .showServer]
        for row in OperationTable.rows where actions.contains(row.action) {
            let setting = try SimulatedSetting.settled(faults: [FaultRule(.answer(.ecs(403, "Ecs.0001", "No.")))])
            let (server, service) = (try setting.server, setting.service)
            let error = try setting.failure {
                switch row.action {
                case .checkResetFlag: _ = try await service.canReset(server, api: row.api)
                case .getPassword: _ = try await service.sealedPassword(of: server, api: row.api)
                default: _ = try await service.detail(of: server, api: row.api)
                }
            }
            #expect(error.kind == .forbidden)
            guard let permission = row.permission else {
                #expect(error.hint?.hasPrefix("the caller has no right to it") == true)
                continue
            }
            #expect(error.hint?.contains(permission) == true)
            #expect(error.hint?.contains("enterprise") == (row.scopes.contains(.enterpriseProject)))
        }
    }

    @Test func `no token at all is an error before anything is sent`() throws {
        let setting = try SimulatedSetting.settled()
        let server = try setting.server
        let service = try setting.service(
            credentials: CredentialChain([EnvironmentCredentials([:], world: setting.world)])
        )
        let error = try setting.failure { try await service.sealedPassword(of: server) }
        #expect(error.kind == .authentication)
        #expect(error.message.contains("none of LATCHKEY_TOKEN, HUAWEICLOUD_SDK_AK"))
        #expect(error.hint?.contains("OS_CLOUD") == true)
        #expect(setting.requests.isEmpty)
    }
}
