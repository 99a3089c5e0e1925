/// What was asked for of everything that lets Lua work on a cloud: a run, or a session at a prompt.
protocol RunOptions {
    var servers: ServerOptions { get }
    var reveal: Bool { get }
    var passphrase: PassphraseOptions { get }
    var inputs: InputOptions { get }
}

extension RunCommand: RunOptions {}
