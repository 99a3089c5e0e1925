import Foundation
import Synchronization

/// Keeps a terminal from showing what is typed, until it is restored or the process ends.
struct HiddenEcho {
    private struct Saved {
        var terminal: Int32
        var settings: termios
    }

    /// What the terminal was like, for the exit of the process in the middle of a question.
    private static let saved = Mutex<Saved?>(nil)
    private static let atExit: Void = { _ = atexit { HiddenEcho.restoreSaved() } }()

    /// Hides from now on; does nothing where there is no terminal.
    init(_ terminal: Int32) {
        var settings = termios()
        guard tcgetattr(terminal, &settings) == 0 else { return }
        Self.atExit
        Self.saved.withLock { $0 = Saved(terminal: terminal, settings: settings) }
        settings.c_lflag &= ~tcflag_t(ECHO)
        // The end of the line is shown all the same, so that what follows begins on a line of its own.
        settings.c_lflag |= tcflag_t(ECHONL)
        tcsetattr(terminal, TCSADRAIN, &settings)
    }

    /// Shows again what is typed.
    func restore() {
        Self.restoreSaved()
    }

    private static func restoreSaved() {
        saved.withLock { saved in
            guard var earlier = saved else { return }
            saved = nil
            tcsetattr(earlier.terminal, TCSADRAIN, &earlier.settings)
        }
    }
}
