import AutomationCore

/// Says in the words of the command line what the library says in those of a runbook.
enum CommandAdvice {
    private static let words = [
        (", or try it out with --simulate", ""),
        ("decrypt the password and vault.put it first", "store it first with latchkey get --key FILE"),
        ("{ unsaved = true } clears", "--unsaved clears"),
        ("{ skip_flag = true }", "--skip-flag"),
        ("{ check_key = false } opens", "--no-check-key opens"),
        (
            "the option passphrase or passphrase_file of key.load",
            "--key-passphrase-file FILE, or LATCHKEY_KEY_PASSPHRASE"
        ),
        ("password.wait waits for it", "latchkey get --wait waits for it"),
        ("or set a password with password.reset", "or set a password with latchkey reset"),
        ("or set one with password.reset", "or set one with latchkey reset"),
        ("set a password with password.reset", "set a password with latchkey reset"),
        ("password.reset sets", "latchkey reset sets"),
        ("password.generate makes", "without a password given, latchkey reset makes"),
    ]

    /// The same error with its advice for somebody at a command line.
    static func forOperator(_ error: AutomationError) -> AutomationError {
        var error = error
        error.hint = error.hint.map { hint in
            words.reduce(hint) { $0.replacing($1.0, with: $1.1) }
        }
        return error
    }
}
