import AutomationCore
import HTTPTypes

extension CloudErrorDecoder {
    /// The error that stands for a transport's.
    static func error(
        for error: TransportError,
        request: TransportRequest,
        context: RequestContext
    ) -> AutomationError {
        let address = "\(request.head.scheme ?? "")://\(request.head.authority ?? "")"
        let isTimeout = error.reason == .timedOut
        var result = AutomationError(
            isTimeout ? .timeout : .connection,
            "no answer from \(address): \(error)",
            operation: context.caller,
            server: context.server?.label,
            isRetryable: error.isPassing
        )
        result.isUnsent = error.isUnsent
        result.hint =
            switch error.reason {
            case .connectionRefused: "is --endpoint right, and does something listen there?"
            case .unknownHost: "check the host name in --endpoint, and the name server"
            case .tlsFailed: "does the endpoint speak https, and is its certificate trusted on this machine?"
            case .timedOut: "is a firewall or a proxy in the way?"
            case .connectionLost, .unusableAnswer: "is --endpoint the address of the compute API?"
            case .proxyFailed, .proxyRefused: error.proxyHint
            case .invalidAddress: "give an address like https://ecs.REGION.myhuaweicloud.com"
            }
        return result.hiding(context.secrets)
    }
}
