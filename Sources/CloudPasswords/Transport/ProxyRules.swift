public import AutomationCore

/// Which requests go through which proxy.
///
/// What means another thing on every machine never goes through one, whatever the rules say: `localhost`, loopback
/// addresses, and link-local addresses, among them 169.254.169.254, where the metadata service gives out access keys.
public struct ProxyRules: Sendable, Equatable {
    /// The proxy for https addresses; nil when there is none.
    public var https: ProxyAddress?
    /// The proxy for http addresses; nil when there is none.
    public var http: ProxyAddress?
    /// The hosts that are reached without a proxy.
    public var exceptions: ProxyExceptions

    /// Makes rules; without any argument nothing goes through a proxy.
    public init(https: ProxyAddress? = nil, http: ProxyAddress? = nil, exceptions: ProxyExceptions = .init()) {
        self.https = https
        self.http = http
        self.exceptions = exceptions
    }

    /// Reads the variables that curl, Go and Python read.
    ///
    /// - `HTTPS_PROXY`, `HTTP_PROXY`: by scheme; `ALL_PROXY` where the one for the scheme is not set.
    /// - `NO_PROXY`: see ``ProxyExceptions``.
    ///
    /// The name in lower case wins over the one in upper case, and an empty variable is as good as none. As in Go,
    /// `HTTP_PROXY` is not read where `REQUEST_METHOD` is set: in a CGI program, whoever sends a header `Proxy` sets it.
    ///
    /// - Parameter environment: the process's variables.
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/input`` that names the variable.
    public init(environment: [String: String]) throws(AutomationError) {
        let variables = CredentialEnvironment(environment)
        let plain = variables["REQUEST_METHOD"] == nil ? ["http_proxy", "HTTP_PROXY"] : ["http_proxy"]
        let all = ["all_proxy", "ALL_PROXY"]
        https = try Self.proxy(variables, ["https_proxy", "HTTPS_PROXY"] + all)
        http = try Self.proxy(variables, plain + all)
        exceptions = ProxyExceptions(variables.first(["no_proxy", "NO_PROXY"])?.value ?? "")
    }

    /// The proxy for one request; nil when it goes straight to the host.
    package func proxy(scheme: String, host: String, port: Int) -> ProxyAddress? {
        guard let proxy = scheme.lowercased() == "https" ? https : http else { return nil }
        let name = ProxyExceptions.normalized(host)
        if name == "localhost" || name.hasSuffix(".localhost") { return nil }
        if let address = IPAddress(host: name), address.isLocal { return nil }
        return exceptions.contains(host: name, port: port) ? nil : proxy
    }

    private static func proxy(
        _ variables: CredentialEnvironment,
        _ names: [String]
    ) throws(AutomationError) -> ProxyAddress? {
        guard let (name, value) = variables.first(names) else { return nil }
        return try ProxyAddress(value, from: name)
    }
}
