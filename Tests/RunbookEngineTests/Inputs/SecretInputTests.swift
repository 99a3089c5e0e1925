import AutomationCore
import RunbookEngine
import Synchronization
import TestSupport
import Testing

/// Secrets as inputs: where they may come from, and that nothing shows them.
@Suite struct SecretInputTests {
    private static let source = """
        local pin = runbook.inputs { pin = { type = "secret", help = "the pin" } }.pin
        print(pin, #pin:reveal())
        """
    private static let planted = "planted-4711"

    private func outcome(_ inputs: RunInputs, source: String = source) throws -> (RunReport, [String]) {
        let fixture = try RunbookFixture()
        let report = try fixture.runAlone(source, inputs: inputs, allowsReveal: true)
        #expect(!"\(report) \(fixture.setting.events.all)".contains(Self.planted))
        return (report, fixture.setting.events.logLines)
    }

    private func message(_ inputs: RunInputs, source: String = source) throws -> String {
        try #require(try outcome(inputs, source: source).0.error).message
    }

    private func file(isPrivate: Bool) -> InputFile {
        InputFile(name: "vars.yaml", values: ["pin": .string(Self.planted)], isPrivate: isPrivate)
    }

    @Test func `a secret comes from its file, from a private vars file, from the environment, or is asked for`() throws
    {
        var secretFile = RunInputs()
        secretFile.secrets = ["pin": Secret(Self.planted)]
        var varsFile = RunInputs()
        varsFile.files = [file(isPrivate: true)]
        var environment = RunInputs()
        environment.environment = ["LATCHKEY_VAR_PIN": Self.planted]
        var asked = RunInputs()
        asked.askSecret = { question in question == "pin (the pin): " ? Secret(Self.planted) : nil }
        for inputs in [secretFile, varsFile, environment, asked] {
            let (report, lines) = try outcome(inputs)
            #expect(report.error == nil)
            #expect(lines == ["<secret>\t12"])
        }
    }

    @Test func `a secret on the command line is refused with other ways to give it`() throws {
        #expect(
            try message(RunInputs(variables: ["pin": Self.planted]))
                == #"input "pin" is a secret, and others can read the command line: set LATCHKEY_VAR_PIN or give "#
                + "--secret pin=FILE; on a terminal it is asked for"
        )
    }

    @Test func `a secret in a file that others can read is refused`() throws {
        var inputs = RunInputs()
        inputs.files = [file(isPrivate: false)]
        #expect(
            try message(inputs).hasPrefix(
                #"input "pin" is a secret, and others can read vars.yaml: run chmod 600 on it"#
            )
        )
    }

    @Test func `a secret that is missing says how to give it`() throws {
        #expect(
            try message(RunInputs()) == #"input "pin" is missing (the pin): set LATCHKEY_VAR_PIN or give "#
                + "--secret pin=FILE; on a terminal it is asked for"
        )
        var silent = RunInputs()
        silent.askSecret = { _ in nil }
        #expect(try message(silent) == #"input "pin" is missing: nothing was typed"#)
    }

    @Test func `nobody is asked before everything else is right`() throws {
        let source = #"runbook.inputs { pin = { type = "secret" }, count = { type = "number" } }"#
        let counter = Counter()
        var inputs = RunInputs(variables: ["count": "many"])
        inputs.askSecret = { _ in
            counter.add()
            return Secret("x")
        }
        #expect(try message(inputs, source: source) == #"input "count": expected a number, got "many""#)
        #expect(counter.count == 0)
    }

    @Test func `an optional secret is not asked for`() throws {
        var inputs = RunInputs()
        inputs.askSecret = { _ in Secret(Self.planted) }
        let source = #"print(runbook.inputs { pin = { type = "secret", optional = true } }.pin)"#
        #expect(try outcome(inputs, source: source).1 == ["nil"])
    }

    @Test func `what is no secret is not taken as one, and unknown secrets are refused`() throws {
        var inputs = RunInputs()
        inputs.secrets = ["count": Secret(Self.planted), "pni": Secret(Self.planted)]
        let source = #"runbook.inputs { count = { type = "number" }, pin = { type = "secret", optional = true } }"#
        #expect(
            try message(inputs, source: source)
                == #"--secret: the runbook has no input "pni"; did you mean "pin"?; "#
                + #"input "count" is no secret: give --var count=VALUE"#
        )
    }

    private final class Counter: Sendable {
        private let value = Mutex(0)

        var count: Int { value.withLock { $0 } }

        func add() { value.withLock { $0 += 1 } }
    }
}
