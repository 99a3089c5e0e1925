import CloudSimulator
import Foundation
import TestSupport
import Testing

/// A vault that is not there, not closed or not writable: told before anything is sent.
@Suite(.timeLimit(.minutes(2)))
struct VaultRefusalCommandTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Runs commands that store something, none of which may get as far as the cloud.
    private func refusals(
        _ texts: String...,
        program: String? = nil,
        before arguments: [String] = [],
        sends: Bool = false
    ) async throws {
        let folder = folder
        _ = try folder.write("key.pem", TestKeyPair.privateKeyPEM)
        try await ServedCloud.withCloud(servers: 0) { cloud in
            cloud.addServer(launchedAt: Date(timeIntervalSinceNow: -3600))
        } _: { served in
            let latchkey = "\(CommandRun.productFolder)/latchkey"
            for command in [
                ["reset", "--yes"], ["get", "--key", "key.pem"], ["clear", "--yes"],
                ["run", CommandRun.example("rotate-passwords")],
            ] where !(sends && command[0] == "clear") {
                let options = command + served.options + served.serverOptions + ["--vault", "kept"]
                let run = try await RunningCommand(
                    program ?? latchkey,
                    program == nil ? options : arguments + [latchkey] + options,
                    environment: ["OS_TOKEN": ServedCloud.token],
                    folder: folder
                ).ended()
                #expect(run.exitCode != 0, "\(run.text)")
                for text in texts { #expect(run.text.contains(text), "\(run.text)") }
                for secret in served.secrets { #expect(!run.text.contains(secret)) }
            }
            let requests = served.cloud.withState { $0.requests }
            #expect(!requests.contains { "\($0.method)" != "GET" })
            #expect(sends || requests.isEmpty)
        }
    }

    @Test func `without a vault`() async throws {
        try await refusals(
            "the vault kept cannot be used: there is no such folder",
            "hint: make one with: latchkey vault init --vault 'kept'"
        )
    }

    @Test func `with one that is open to others`() async throws {
        try TestVault.make(at: folder.path + "/kept")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path + "/kept")
        try await refusals("the folder is open to other users", "hint: close it with: chmod 700 '")
    }

    @Test func `with one that nothing can be written to`() async throws {
        try TestVault.make(at: folder.path + "/kept")
        try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: folder.path + "/kept")
        // An administrator may write anyway, unless that is taken from him.
        let isAdministrator = geteuid() == 0
        try await refusals(
            "nothing can be written to the folder: permission denied",
            program: isAdministrator ? "/usr/bin/setpriv" : nil,
            before: ["--bounding-set=-dac_override"]
        )
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder.path + "/kept")
    }

    @Test func `with a disk that takes no more`() async throws {
        try TestVault.make(at: folder.path + "/kept")
        // A limit of nothing on what may be written to a file; what is told goes through a pipe.
        try await refusals(
            "the encrypted password cannot be written: writing it failed: file too large",
            program: "/bin/sh",
            before: [
                "-c", "trap '' XFSZ; { (ulimit -f 0; exec \"$@\"); echo \"ended $?\"; } 2>&1 | cat; exit 1", "sh",
            ],
            sends: true
        )
        let places = try? FileManager.default.subpathsOfDirectory(atPath: folder.path + "/kept/servers")
        #expect(places?.contains { $0.hasSuffix(".age") || $0.hasSuffix(".json") || $0.hasSuffix(".tmp") } != true)
    }

    @Test func `servers and flags need no vault`() async throws {
        let folder = folder
        try await ServedCloud.withCloud(servers: 1) { served in
            for command in [["servers"], ["check-flag"] + served.serverOptions] {
                let run = try await CommandRun.latchkey(
                    command + served.options,
                    environment: ["OS_TOKEN": ServedCloud.token],
                    folder: folder,
                    hasVault: false
                )
                #expect(run.exitCode == 0, "\(run.text)")
            }
        }
    }
}
