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
            that no record knows go into the history, links are refreshed. A damaged file that was restored is used again. \
            Nothing is ever deleted.

            EXIT CODES:
              0    everything is in order, or is again
              1    something is damaged, a password is lost, or the identity opens none
              64   there is no vault, or it or the identity cannot be looked at
            """
    )

    @OptionGroup var store: StoreOptions

    @Flag(
        help: """
            Close what is open to other users, make anew the records that are damaged or gone, and take damaged files \
            out of use; they stay on the disk.
            """
    )
    var repair = false

    @Flag(help: "Write the result as one JSON document.")
    var json = false

    func run() async throws {
        try await VaultFrame(options: store).run { frame in
            let store = frame.store()
            let inspection = try await store.inspect(repairing: repair)
            if json {
                try Console.results([try VaultFrame.json(VaultInspectionJSON(inspection))])
            } else {
                for finding in inspection.findings {
                    let server = finding.server.map { "\($0): " } ?? ""
                    let end = finding.isMended ? " (mended)" : ""
                    let word = finding.severity == .error ? "error" : "note"
                    Console.note("\(word): \(server)\(finding.message)\(end)")
                    if let hint = finding.hint { Console.note("  hint: \(hint)") }
                }
                if !inspection.hasIdentity, inspection.secrets > 0 {
                    Console.note(
                        "note: there is no identity at hand, so nothing was decrypted; give one with --identity"
                    )
                }
                let damaged = inspection.findings.count { $0.severity == .error }
                let mended = inspection.findings.count(where: \.isMended)
                Console.result(
                    "\(inspection.servers) server\(inspection.servers == 1 ? "" : "s"), "
                        + "\(inspection.secrets) password\(inspection.secrets == 1 ? "" : "s"), "
                        + "\(inspection.opened) decrypted, \(damaged) damaged, \(mended) mended"
                )
            }
            if inspection.isDamaged { throw ExitCode.runbookFailed }
        }
    }
}
