import ArgumentParser

/// What the process ends with; documented in `latchkey run --help` and in the README.
extension ExitCode {
    /// The runbook itself failed: an error that it did not handle, or a mistake in it.
    static let runbookFailed = ExitCode(1)
    /// The runbook came to its end, and one server or more failed.
    static let serversFailed = ExitCode(2)
    /// The command line cannot be carried out as it is: an unknown option, an input that is missing or wrong.
    static let usage = ExitCode(64)
    /// Stopped by Ctrl-C.
    static let interrupted = ExitCode(130)
    /// Stopped because the terminal was closed.
    static let hungUp = ExitCode(129)
    /// Stopped by SIGTERM.
    static let terminated = ExitCode(143)

    static let table = """
        EXIT CODES:
          0    everything succeeded
          1    the runbook failed
          2    the runbook ended, and one server or more failed
          64   the command line cannot be carried out: an option or an input is missing or wrong
          130  interrupted (Ctrl-C); 143: terminated; 129: the terminal was closed
        """
}
