import ArgumentParser
import AutomationCore
import Foundation
import StandardPlugins

/// What the commands of `latchkey vault` have in common: the machine, the vault, and how an error ends them.
struct VaultFrame {
    let options: StoreOptions
    let environment = ProcessInfo.processInfo.environment
    let world = DeclaredModules.world

    /// Does the work of a command.
    ///
    /// - Throws: `ExitCode` when it failed.
    func run(_ body: (VaultFrame) async throws -> Void) async throws {
        do { try await body(self) } catch let error as AutomationError {
            Console.error(error)
            throw ExitCode(endingWith: error)
        }
    }

    /// The vault, for reading; its identity is read when something is to be opened.
    func store() -> VaultStore {
        options.readableStore(environment: environment, world: world)
    }

    /// A value as one JSON document.
    static func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
