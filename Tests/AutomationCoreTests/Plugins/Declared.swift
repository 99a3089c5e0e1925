import AutomationCore
import CloudSimulator
import TestSupport

/// Declarations for tests, and calls of them.
enum Declared {
    /// A function that is declared and never run.
    static func function(
        _ parameters: [Parameter] = [],
        options: [Parameter] = [],
        optionsPosition: Int? = nil,
        isVariadic: Bool = false
    ) -> HostFunction {
        HostFunction(
            "call",
            summary: "Does nothing.",
            parameters: parameters,
            options: options,
            optionsPosition: optionsPosition,
            isVariadic: isVariadic,
            effect: .read,
            body: .immediate { _ in .none }
        )
    }

    /// A function with one parameter, `it`.
    static func function(taking type: ParameterType) -> HostFunction {
        function([Parameter("it", type, "what is checked")])
    }

    /// A run in which nothing happens.
    static func context(allowsReveal: Bool = false) -> RunContext {
        RunContext(
            world: SimulatedWorld(seed: 1).world(transport: DeafTransport(), files: FileRoot("/nowhere")),
            events: RecordedEvents(),
            allowsReveal: allowsReveal
        )
    }

    /// Checks a call of `test.call`.
    static func check(_ function: HostFunction, _ arguments: Value...) throws(AutomationError) -> HostCall {
        try ArgumentChecker(function: function, qualifiedName: "test.call").check(arguments, context: context())
    }
}

/// Never answers.
struct DeafTransport: Transport {
    func send(_ request: TransportRequest) async throws -> TransportResponse {
        throw TransportError(.connectionRefused)
    }
}

/// A function that no test calls.
struct IdleFunction: ScriptFunction {
    func call(_ arguments: [Value]) async throws -> [Value] { [] }
}

/// A host object of a type that nobody else declares.
struct Apple: HostObject {
    static let objectType = ObjectType(name: "apple", summary: "Something to be refused.")

    var displayText: String { "<apple>" }
}
