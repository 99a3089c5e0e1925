import AutomationCore

/// A plugin whose functions do nothing outside the script, for a runbook that is only asked for its inputs.
///
/// What answers at once touches no file and no network, so a runbook may use it to make its declarations; what may take
/// its time is refused.
struct ListeningPlugin: Plugin {
    let manifest: PluginManifest
    let modules: [HostModule]

    init(_ plugin: any Plugin, listener: InputListener) {
        manifest = plugin.manifest
        modules = plugin.modules.map { module in
            var module = module
            module.functions = module.functions.map { Self.silenced($0, owner: module.name + ".", listener) }
            module.objectTypes = module.objectTypes.map { type in
                var type = type
                type.methods = type.methods.map { Self.silenced($0, owner: type.name + ":", listener) }
                return type
            }
            return module
        }
    }

    private static func silenced(_ function: HostFunction, owner: String, _ listener: InputListener) -> HostFunction {
        var function = function
        let name = owner + function.name
        switch function.body {
        case .immediate(let body):
            function.body = .immediate { call in
                try listener.checkOpen()
                return try body(call)
            }
        case .suspending:
            function.body = .suspending { _ in throw listener.refuse(name) }
        }
        return function
    }
}
