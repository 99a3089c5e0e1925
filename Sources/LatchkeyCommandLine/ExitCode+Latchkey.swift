import ArgumentParser
import AutomationCore

/// What the process ends with; documented in the help of every command and in the README.
extension ExitCode {
    /// The runbook or the command itself failed: an error that it did not handle, or a mistake in it.
    static let runbookFailed = ExitCode(1)
    /// The runbook or the command came to its end, and one server or more failed.
    static let serversFailed = ExitCode(2)
    /// Nothing failed, and the answer is no: there is no initial password, or the password cannot be reset.
    static let answerIsNo = ExitCode(3)
    /// The command line cannot be carried out as it is: an unknown option, an input that is missing or wrong.
    static let usage = ExitCode(64)
    /// Stopped by Ctrl-C.
    static let interrupted = ExitCode(130)
    /// Stopped because the terminal was closed.
    static let hungUp = ExitCode(129)
    /// Stopped by SIGTERM.
    static let terminated = ExitCode(143)

    /// The code for an error that ended everything: whether the command line is wrong, or something else.
    init(endingWith error: AutomationError) {
        let wrong: Set<ErrorKind> = [.input, .argument, .notFound, .key, .secretStore, .policy, .unsupported]
        self = wrong.contains(error.kind) ? .usage : .runbookFailed
    }

    static let table = """
        EXIT CODES:
          0    everything succeeded
          1    the runbook failed
          2    the runbook ended, and one server or more failed
          64   the command line cannot be carried out: an option or an input is missing or wrong
          130  interrupted (Ctrl-C); 143: terminated; 129: the terminal was closed
        """

    static let commandTable = """
        EXIT CODES:
          0    everything succeeded
          1    the command failed as a whole, or the question was not answered with yes
          2    one server or more failed
          3    the answer is no: no initial password there, or no reset possible
          64   the command line is wrong: an option or a file is missing or no good
          130  interrupted (Ctrl-C); 143: terminated; 129: the terminal was closed
        """

    static let checkTable = """
        EXIT CODES:
          0    nothing is wrong
          1    something is wrong in a runbook
          64   a runbook is not there or cannot be read; the others were checked
        """
}
