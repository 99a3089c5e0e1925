import AutomationCore

extension Secret {
    /// The type of secrets as a plugin has it: what is missing is not a flag but a permission. What it has seen, `known`
    /// keeps from everybody else.
    static func objectType(forPlugin name: String, known: KnownSecrets) -> ObjectType {
        var type = objectType
        type.methods = type.methods.map { method in
            guard case .immediate(let body) = method.body else { return method }
            var method = method
            method.body = .immediate { call in
                guard call.context.allowsReveal else {
                    throw AutomationError(
                        .permission,
                        "the plugin has not been granted secrets",
                        hint: "it has to ask for them with permissions = { secrets = true }, and the operator to grant "
                            + "them with: latchkey plugin grant \(name)"
                    )
                }
                known.add([try call.receiver(as: Secret.self)])
                return try body(call)
            }
            return method
        }
        return type
    }
}
