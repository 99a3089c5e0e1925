import AutomationCore

/// Functions that wait, called where Lua cannot wait.
struct WaitingPlaceCheck: Check {
    private struct Wait {
        let function: String
        let enclosing: ObjectIdentifier
        let offset: Int
    }

    private(set) var findings: [Finding] = []
    private var waits: [Wait] = []
    /// Where the script's functions are called from that cannot wait.
    private var places: [ObjectIdentifier: String] = [:]

    /// Which argument of these functions is called back without being able to wait.
    private static let callers = ["table.sort": 1, "string.gsub": 2, "xpcall": 1, "load": 0]
    private static let metamethods: Set<String> = ["__tostring", "__gc"]

    mutating func call(_ call: CallSite, in script: Script) {
        switch call.callee {
        case .hostFunction(let function, let name, _):
            guard case .suspending = function.body, let enclosing = call.enclosing else { return }
            waits.append(Wait(function: name, enclosing: ObjectIdentifier(enclosing), offset: call.offset))
        case .libraryFunction(_, let name):
            guard let position = Self.callers[name] else { return }
            let index = position - (call.receiver?.isText == true ? 1 : 0)
            guard call.arguments.indices.contains(index) else { return }
            let argument = call.arguments[index]
            let place = "in a function called by '\(name)'"
            switch argument.value {
            case .function(let body): places[ObjectIdentifier(body)] = place
            case .hostFunction(let function, let waiting, _):
                guard case .suspending = function.body else { return }
                add(waiting, place, at: argument.expression.start)
            default: return
            }
        default: return
        }
    }

    mutating func function(_ body: FunctionBody, named name: Name, in script: Script) {
        guard Self.metamethods.contains(name.text) else { return }
        places[ObjectIdentifier(body)] = "in the metamethod '\(name.text)'"
    }

    mutating func finish(_ script: Script) {
        for wait in waits {
            if let place = places[wait.enclosing] { add(wait.function, place, at: wait.offset) }
        }
    }

    private mutating func add(_ function: String, _ place: String, at offset: Int) {
        let message = "\(function) has to wait, and cannot do so \(place); wait before, and use the result there"
        findings.append(Finding(.cannotWait, message, at: offset))
    }
}
