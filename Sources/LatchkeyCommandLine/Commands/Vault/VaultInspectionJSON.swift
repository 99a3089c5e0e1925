import StandardPlugins

/// What came of looking at a vault, as JSON. Fields are only ever added.
struct VaultInspectionJSON: Encodable {
    struct Finding: Encodable {
        var server: String?
        var message: String
        var hint: String?
        var mended: Bool
        /// `error`, `mended` or `note`.
        var severity: String
    }

    var ok: Bool
    var servers: Int
    var passwords: Int
    var decrypted: Int
    var findings: [Finding]

    init(_ inspection: VaultInspection) {
        ok = !inspection.isDamaged
        servers = inspection.servers
        passwords = inspection.secrets
        decrypted = inspection.opened
        findings = inspection.findings.map { finding in
            Finding(
                server: finding.server,
                message: finding.message,
                hint: finding.hint,
                mended: finding.isMended,
                severity: finding.severity.rawValue
            )
        }
    }
}
