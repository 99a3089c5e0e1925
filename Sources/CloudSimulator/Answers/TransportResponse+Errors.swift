import AutomationCore

extension TransportResponse {
    /// An error in the shape of the ECS API: `{"error":{"code":"Ecs.0614","message":"..."}}`.
    static func ecsError(_ status: Int, _ code: String, _ message: String) -> TransportResponse {
        .json(status, ["error": ["message": .string(message), "code": .string(code)]])
    }

    /// More servers than one request may name.
    static let tooManyServers = ecsError(400, "Ecs.0118", "The number of ECSs exceeds the maximum of one batch.")

    /// A password that breaks the rules.
    static let weakPassword = ecsError(400, "Ecs.0011", "The password does not meet the complexity requirements.")

    /// An error in the shape of Nova: `{"itemNotFound":{"message":"...","code":404}}`.
    static func novaError(_ status: Int, _ name: String, _ message: String) -> TransportResponse {
        .json(status, .object([.init(name: name, value: ["code": .number(status), "message": .string(message)])]))
    }

    /// An error of the gateway in front of all APIs, which knows the request id that the header will carry.
    static func gatewayError(_ status: Int, _ code: String, _ message: String, requestID: String) -> TransportResponse {
        .json(
            status,
            ["error_code": .string(code), "error_msg": .string(message), "request_id": .string(requestID)]
        )
    }
}
