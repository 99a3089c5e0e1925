import AutomationCore
import Synchronization

/// Hears which inputs a runbook declares, and keeps the runbook from going on afterwards.
final class InputListener: Sendable {
    private struct State {
        var isClosed = false
        var refused: String?
    }

    private let state = Mutex(State())
    private let heard: @Sendable ([InputDeclaration]) -> Void

    /// What every host function answers that would do something.
    static let refusal = AutomationError(
        .cancelled,
        "the runbook was only asked for its inputs, so nothing else is carried out"
    )

    /// - Parameter heard: Is told the declarations, once.
    init(heard: @escaping @Sendable ([InputDeclaration]) -> Void) {
        self.heard = heard
    }

    /// The first function that was refused before any input was declared; nil when none was.
    var refused: String? { state.withLock { $0.refused } }

    /// Takes the declarations: all has been said that was asked for.
    func close(with declarations: [InputDeclaration]) {
        state.withLock { $0.isClosed = true }
        heard(declarations)
    }

    /// Refuses every call, however small, once the declarations are known: a script that catches the first refusal
    /// meets the next.
    func checkOpen() throws(AutomationError) {
        if state.withLock({ $0.isClosed }) { throw Self.refusal }
    }

    /// Refuses a call of the function with this name.
    func refuse(_ name: String) -> AutomationError {
        state.withLock { state in
            if !state.isClosed, state.refused == nil { state.refused = name }
        }
        return Self.refusal
    }
}
