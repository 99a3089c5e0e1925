import AutomationCore
import CloudPasswords
import Foundation

/// One run of a program that a script asked for.
struct ProgramRun {
    /// The most that a program may write to its standard output, and to its standard error.
    private static let outputLimit = 1 << 20
    private static let defaultTimeout = Duration.seconds(60)

    /// As the script named it.
    private let name: String
    private let launcher: any ProcessLauncher
    private let launch: ProgramLaunch
    private let secrets: [Secret]
    private let timeout: Duration
    private let clock: any WorldClock
    private let call: HostCall

    /// Checks the arguments of `process.run` and makes sure that the program may be started.
    ///
    /// - Throws: ``AutomationError``.
    init(_ call: HostCall) throws(AutomationError) {
        self.call = call
        name = call.string("program") ?? ""
        let world = call.context.world
        clock = world.clock
        guard let launcher = world.processes else {
            throw AutomationError(
                .unsupported,
                "\(name) is not started: in this world, which is simulated, no programs are",
                hint: "what runs in a simulated world must be the same each time, and a program's answers are not"
            )
        }
        self.launcher = launcher
        let path = try call.context.grants.program(
            name,
            searchPath: launcher.environment["PATH"] ?? "",
            files: world.files
        )
        let input = call.value("input").isNone ? nil : try ConcealedText(call.value("input"), name: "option \"input\"")
        secrets = input?.secrets ?? []
        timeout = call.duration("timeout") ?? Self.defaultTimeout
        launch = ProgramLaunch(
            path: path,
            arguments: try Self.arguments(call),
            environment: launcher.environment.merging(try Self.variables(call)) { $1 },
            folder: try Self.folder(call),
            input: input?.bytes ?? [],
            outputLimit: Self.outputLimit
        )
    }

    /// Runs the program.
    ///
    /// - Throws: ``AutomationError`` without any secret of the input, or `CancellationError`.
    func result() async throws -> Value {
        let result: ProgramResult
        do {
            result = try await TimeLimit.run(timeout, on: clock) { [launcher, launch] in
                try await launcher.run(launch)
            }
        } catch is TimeLimit.Exceeded {
            throw AutomationError(
                .timeout,
                "\(name) did not end within \(DurationText.format(timeout)), and was ended",
                hint: "{ timeout = ... } gives it more time"
            )
        } catch ProgramFailure.tooMuchOutput {
            throw AutomationError(
                .program,
                "\(name) wrote more than \(Self.outputLimit >> 20) MiB, and was ended",
                hint: "let it write to a file, or less"
            )
        } catch ProgramFailure.notStarted(let reason) {
            throw AutomationError(.program, "\(name) could not be started: \(reason)")
        }
        if result.exitCode != 0, call.boolean("raise") ?? true { throw failure(result) }
        return .record([
            "exit_code": .integer(Int64(result.exitCode)), "output": try output(result),
            "errors": Value(octets: result.errors),
        ])
    }

    private func output(_ result: ProgramResult) throws(AutomationError) -> Value {
        guard call.boolean("secret") == true else { return Value(octets: result.output) }
        var bytes = result.output[...]
        if bytes.last == 0x0a { bytes.removeLast() }
        if bytes.last == 0x0d { bytes.removeLast() }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw AutomationError(.program, "\(name): the output is not valid UTF-8, so it cannot become a secret")
        }
        return .object(Secret(text))
    }

    /// The error that an exit code stands for, with the last line of what the program said about it.
    private func failure(_ result: ProgramResult) -> AutomationError {
        let text = String(decoding: result.errors.suffix(4096), as: UTF8.self)
        let lines = text.split(whereSeparator: \.isNewline).map { line in
            String(String.UnicodeScalarView(line.unicodeScalars.filter { $0.properties.generalCategory != .control }))
                .trimmingCharacters(in: .whitespaces)
        }
        // Hidden before it is cut: a part of a secret would be found no more.
        let complaint = AutomationError(.program, lines.last { !$0.isEmpty } ?? "").hiding(secrets).message
        let isSignal = result.exitCode > 128 && result.exitCode < 160
        let code = isSignal ? "\(result.exitCode) (a signal: \(result.exitCode - 128))" : "\(result.exitCode)"
        return AutomationError(
            .program,
            "\(name) ended with exit code \(code)" + (complaint.isEmpty ? "" : ": \(complaint.prefix(200))"),
            hint: "{ raise = false } gives the exit code and the output instead"
        )
    }

    private static func arguments(_ call: HostCall) throws(AutomationError) -> [String] {
        var arguments: [String] = []
        for (index, value) in (call.list("arguments") ?? []).enumerated() {
            let name = "argument \(index + 1) of the program"
            arguments.append(try plain(value, name))
        }
        return arguments
    }

    private static func variables(_ call: HostCall) throws(AutomationError) -> [String: String] {
        guard case .record(let fields) = call.value("environment") else { return [:] }
        var variables: [String: String] = [:]
        for (name, value) in fields {
            guard !name.isEmpty, !name.contains("="), !name.utf8.contains(0) else {
                throw AutomationError(.argument, "option \"environment\": there can be no variable of such a name")
            }
            variables[name] = try plain(value, "the variable \(name)")
        }
        return variables
    }

    /// A value that everybody on this machine may see.
    private static func plain(_ value: Value, _ name: String) throws(AutomationError) -> String {
        switch value {
        case .string(let text) where !text.utf8.contains(0): return text
        case .string: throw AutomationError(.argument, "\(name) has a zero byte in it")
        case .integer(let number): return "\(number)"
        case .number(let number): return "\(number)"
        case .object(is Secret):
            throw AutomationError(
                .argument,
                "\(name) is a secret, and others on this machine could see it",
                hint: "give it to the program in the option input"
            )
        default: throw AutomationError(.argument, "\(name): expected a string, got \(value.typeName)")
        }
    }

    private static func folder(_ call: HostCall) throws(AutomationError) -> String {
        let files = call.context.world.files
        guard let given = call.string("folder") else { return files.path }
        let path = try RealPath.resolve(files.resolve(given))
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
            throw AutomationError(.notFound, "there is no folder \(given)")
        }
        return path
    }
}
