import AutomationCore
import Synchronization

/// The slots of a plugin with one fault.
struct FaultySlots: Inventory, CredentialSupplier, PasswordPolicy, EventSink, OperationHook, SecretDocuments {
    let fault: Fault
    let state: FaultyPlugin.State
    let world: World
    let events: any EventSink
    let documents: KeptDocuments

    func servers() async throws -> [Server] {
        let servers = [Server(id: "s-1", name: "web-01"), Server(id: "s-2")]
        let number = state.calls.withLock { number in
            number += 1
            return number
        }
        switch fault {
        case .forbiddenReach: throw AutomationError(.permission, "the host cmdb.example.com is not granted")
        case .deafInventory: await sleepOn(for: .seconds(30))
        case .oneAtATime:
            let isAlone = state.running.withLock { running in
                running += 1
                return running == 1
            }
            defer { state.running.withLock { $0 -= 1 } }
            try? await world.clock.sleep(for: .milliseconds(1))
            guard isAlone else { throw AutomationError(.conflict, "one at a time, please") }
        case .hangingAfterwards where state.cleanUps.withLock { $0 > 0 }: await sleepOn()
        case .twiceTheSame: return servers + servers
        case .illegalID: return [Server(id: "web 01/../..")]
        case .otherEveryTime: return number.isMultiple(of: 2) ? servers : servers.reversed()
        default: break
        }
        return servers
    }

    func credentials() async throws -> SuppliedCredentials? {
        SuppliedCredentials(.token(Secret(fault == .emptyToken ? "" : "t-0123456789")))
    }

    func violations(of password: Secret, for server: Server, userName: String?) async throws -> [String] {
        if fault == .policyWithoutAnswer, password.isEmpty { throw AutomationError(.plugin, "there is no password") }
        if fault == .repeatingPolicy { return password.withExposedText { ["must not be \($0)"] } }
        return password.isEmpty ? ["must not be empty"] : []
    }

    func receive(_ event: RunEvent) {
        if fault == .complainingSink, case .retrying = event {
            events.receive(.log(.warning, "faulty: event failed: no field \"operation\"", server: nil))
        }
    }

    func before(_ operation: OperationNotice) async throws {
        if fault == .otherVeto { throw AutomationError(.connection, "the calendar does not answer") }
    }

    func after(_ operation: OperationNotice, failure: AutomationError?) async throws {
        if fault == .failingAfter, failure != nil { throw AutomationError(.plugin, "no field \"failure\"") }
    }

    func read(for server: Server) async throws -> (document: Secret, revision: String)? {
        try await documents.read(for: server)
    }

    func write(_ document: Secret, for server: Server, replacing revision: String?) async throws -> Bool {
        if fault == .loggedPassword {
            document.withExposedText { events.receive(.log(.debug, "PUT \($0)", server: server)) }
        }
        return try await documents.write(document, for: server, replacing: revision)
    }

    func cleanUp() async {
        let number = state.cleanUps.withLock { number in
            number += 1
            return number
        }
        switch fault {
        case .hangingSecondCleanUp where number > 1: await sleepOn()
        case .complainingCleanUp: events.receive(.log(.warning, "faulty: cleanup failed: nil", server: nil))
        case .cleanUpWaitsForValidation where !state.isValidated.withLock({ $0 }): await sleepOn()
        default: break
        }
    }

    /// Whoever cancels it.
    private func sleepOn(for time: Duration = .seconds(3600)) async {
        await Task(executorPreference: world.executor) { try? await world.clock.sleep(for: time) }.value
    }
}
