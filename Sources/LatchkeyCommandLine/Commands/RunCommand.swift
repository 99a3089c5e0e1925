import ArgumentParser
import AutomationCore
import Foundation
import PluginHost
import RunbookEngine

/// `latchkey run`.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run a runbook.",
        discussion: """
            Progress goes to the standard error, the summary per server to the standard output.
            `latchkey run SCRIPT --help` tells which inputs the runbook takes, without running it.
            Ctrl-C stops in order: nothing new starts, and a reset that was begun is finished.

            \(ExitCode.table)
            """
    )

    @Argument(help: "The runbook, a Lua script.", completion: .file(extensions: ["lua"]))
    var script: String

    @OptionGroup var options: RunOptions
    @OptionGroup(title: "Output") var result: ResultOptions

    func run() async throws {
        let watch = SignalWatch()
        var report: RunReport
        do {
            report = try await execute(watch: watch)
        } catch let error as AutomationError {
            Console.error(error)
            throw watch.exitCode ?? ExitCode(endingWith: error)
        } catch is CancellationError {
            if let reason = watch.failures.reason { Console.error(reason) }
            throw watch.exitCode ?? (watch.failures.reason == nil ? .interrupted : .runbookFailed)
        }
        report.error = watch.endingError(beside: report.error)
        if watch.failures.reason != nil, watch.exitCode == nil { report.wasInterrupted = false }
        if let error = report.error, !report.wasInterrupted { Console.error(error) }
        try Console.results(
            result.json ? [try RunReportJSON(report).text()] : RunSummary.lines(for: report)
        )
        if let code = watch.exitCode { throw code }
        if let error = report.error { throw error.kind == .input ? ExitCode.usage : ExitCode.runbookFailed }
        guard report.failedCount > 0 else { return }
        // Where every server failed for want of an option, it is the command line that failed.
        let isUsage = report.servers.allSatisfy { $0.error?.kind == .input }
        throw isUsage ? ExitCode.usage : ExitCode.serversFailed
    }

    private func execute(watch: SignalWatch) async throws -> RunReport {
        let runbook = try RunbookFile.read(script, files: FileRoot(FileManager.default.currentDirectoryPath))
        return try await RunFrame.open(options, failures: watch.failures) { try await execute(runbook, watch, $0) }
    }

    private func execute(_ runbook: Runbook, _ watch: SignalWatch, _ frame: RunFrame) async throws -> RunReport {
        let events = frame.events
        guard let simulate = options.simulate else {
            let setup = try frame.setup(store: try await store(frame))
            return try await watch.watch(events: events) { try await setup.parts().run(runbook) }
        }
        return try await ScratchFolder.withFolder { scratch in
            let fleet = try frame.fleet(of: simulate, folder: scratch)
            let setup = try frame.setup(store: try await store(frame, scratch: scratch))
            return try await watch.watch(events: events) {
                try await SimulatedRun(fleet: fleet, setup: setup, events: events).report(for: runbook)
            }
        }
    }

    private func store(_ frame: RunFrame, scratch: String? = nil) async throws -> any SecretStore {
        try await options.common.usedStore(
            frame.plugins,
            environment: frame.environment,
            world: frame.world,
            scratch: scratch
        )
    }
}
