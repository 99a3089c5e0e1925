import AutomationCore

extension PluginProcess {
    func description(of connection: PluginConnection) -> String {
        (connection.end ?? .dismissed).description
    }

    func decoded(_ value: Value) throws(WireFault) -> Value {
        let value = try WireValue.decoded(value)
        secrets.add(in: [value])
        return value
    }

    func hiding(_ error: AutomationError) -> AutomationError { secrets.hiding(error) }

    static func canonical(_ value: Value) -> [UInt8] {
        var writer = WireWriter(allowsSecrets: false)
        // What was read from JSON can be written as JSON.
        try? writer.write(value)
        return writer.bytes
    }
}
