import AutomationCore

extension PluginProcess {
    func description(of connection: PluginConnection) -> String {
        (connection.end ?? .dismissed).description
    }

    func decoded(_ value: Value) throws(WireFault) -> Value {
        let value = try WireValue.decoded(value)
        secrets.add(Self.secrets(in: value))
        return value
    }

    private static func secrets(in value: Value) -> [Secret] {
        switch value {
        case .object(let secret as Secret): [secret]
        case .list(let values): values.flatMap(secrets)
        case .record(let fields): fields.values.flatMap(secrets)
        default: []
        }
    }

    func hiding(_ error: AutomationError) -> AutomationError {
        var error = error
        error.message = secrets.hiding(error.message)
        error.hint = error.hint.map(secrets.hiding)
        return error
    }

    static func canonical(_ value: Value) -> [UInt8] {
        var writer = WireWriter(allowsSecrets: false)
        // What was read from JSON can be written as JSON.
        try? writer.write(value)
        return writer.bytes
    }
}
