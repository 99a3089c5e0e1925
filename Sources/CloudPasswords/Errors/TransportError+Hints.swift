import AutomationCore

extension TransportError {
    /// What to do where a proxy stands in the way; nil when it is not the proxy that failed. The detail names the proxy.
    var proxyHint: String? {
        switch reason {
        case .proxyRefused:
            "check --proxy or HTTPS_PROXY, with the proxy's user and password, and whether it lets this host through; it "
                + "is not asked again, because wrong passwords lock accounts"
        case .proxyFailed:
            "check --proxy or HTTPS_PROXY: is the proxy's address right, and does it run and reach this host?"
        case .connectionRefused, .unknownHost, .tlsFailed, .timedOut, .connectionLost, .unusableAnswer, .invalidAddress:
            nil
        }
    }
}
