import AutomationCore

/// A plugin's hook, whose failures have the consequences that the operator has chosen.
struct WatchedHook: OperationHook {
    let hook: any OperationHook
    let plugin: String
    let reaction: FailureReaction?
    let failures: PluginFailures
    let events: any EventSink

    func before(_ operation: OperationNotice) async throws {
        do { try await hook.before(operation) } catch {
            // Who says no has not failed.
            guard !(error is CancellationError), AutomationError(error).kind != .vetoed else { throw error }
            guard reaction == .goOn else { throw noted(error) }
            let problem = ActivePlugins.named(error, plugin).message
            events.receive(
                .log(
                    .warning,
                    "\(problem); \(operation.operation) goes on without it, as its on_failure says",
                    server: operation.server
                )
            )
        }
    }

    func after(_ operation: OperationNotice, failure: AutomationError?) async throws {
        do { try await hook.after(operation, failure: failure) } catch { throw noted(error) }
    }

    private func noted(_ error: any Error) -> any Error {
        if reaction == .stop, !(error is CancellationError) { failures.end(ActivePlugins.named(error, plugin)) }
        return error
    }
}
