import ArgumentParser
import AutomationCore
import StandardPlugins

/// `latchkey vault verify`.
struct VaultVerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check every mode, record, file and link of the vault.",
        discussion: """
            Decrypts what the identity at hand opens. What a run that was killed has left behind is mended at once: files \
            that no record knows go into the history, links are refreshed. Nothing is ever deleted.

            EXIT CODES:
              0    everything is in order, or is again
              1    something is damaged
              64   there is no vault, or it cannot be looked at
            """
    )

    @OptionGroup var store: StoreOptions

    @Flag(help: "Close what is open to other users, and take damaged files out of use; they stay on the disk.")
    var repair = false

    @Flag(help: "Write the result as one JSON document.")
    var json = false

    func run() async throws {
        try await VaultFrame(options: store).run { frame in
            let store = try frame.store()
            let inspection = try await store.inspect(repairing: repair)
            if json {
                try Console.results([try VaultFrame.json(VaultInspectionJSON(inspection))])
            } else {
                for finding in inspection.findings {
                    let server = finding.server.map { "\($0): " } ?? ""
                    let end = finding.isMended ? " (mended)" : ""
                    Console.note("\(finding.isMended ? "note" : "error"): \(server)\(finding.message)\(end)")
                    if let hint = finding.hint { Console.note("  hint: \(hint)") }
                }
                let damaged = inspection.findings.count { !$0.isMended }
                Console.result(
                    "\(inspection.servers) server\(inspection.servers == 1 ? "" : "s"), \(inspection.secrets) passwords, \(inspection.opened) decrypted, "
                        + "\(damaged) damaged, \(inspection.findings.count - damaged) mended"
                )
            }
            if inspection.isDamaged { throw ExitCode.runbookFailed }
        }
    }
}
