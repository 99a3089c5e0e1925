public import AutomationCore

/// How the transport reaches the network.
public struct TransportOptions: Sendable {
    /// Which requests go through which proxy; none, unless set.
    public var proxies = ProxyRules()
    /// The certificate authorities to trust in place of the system's; nil for the system's.
    public var trustedCertificates: TrustedCertificates?
    /// How long making a connection may take, with the proxy's part and the TLS handshake.
    public var connectTimeout = Duration.seconds(10)
    /// How long a server may say nothing at all while an answer is due. It bounds no slow answer: the request's own
    /// timeout does.
    public var readTimeout = Duration.seconds(30)
    /// How many bytes the body of an answer may have. A page of 1000 servers with all details is a few megabytes.
    public var maximumBodySize = 8 << 20
    /// How many connections one host gets at a time when it does not speak HTTP/2, where one is enough.
    ///
    /// A fleet's requests all go to one host. The library's own limit of 8 would have most of them wait for a connection
    /// while their time runs.
    public var connectionsPerHost = 64

    /// Straight to every host, trusting whom the system trusts.
    public init() {}

    /// What the environment says, and what is given beside it, which wins.
    ///
    /// The certificate authorities come from the first of `LATCHKEY_CA_BUNDLE`, `OS_CACERT` and `SSL_CERT_FILE` that is
    /// set; the proxies as in ``ProxyRules/init(environment:)``.
    ///
    /// - Parameters:
    ///   - environment: the process's variables.
    ///   - files: where relative paths start.
    ///   - proxy: the proxy for http and https, as `--proxy` gives it: see ``ProxyAddress/init(_:from:)``. An empty text
    ///     means no proxy at all. Nil leaves it to the environment.
    ///   - noProxy: the hosts without a proxy, as `--no-proxy` gives them: see ``ProxyExceptions``. Nil leaves it to the
    ///     environment.
    ///   - caBundle: the path of a file with certificates, as `--ca-bundle` gives it. Nil leaves it to the environment.
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/input`` that names the option or the variable, and shows no user
    ///   name or password of a proxy.
    public init(
        environment: [String: String],
        files: FileRoot,
        proxy: String? = nil,
        noProxy: String? = nil,
        caBundle: String? = nil
    ) throws(AutomationError) {
        let variables = CredentialEnvironment(environment)
        if let proxy {
            // Not read where an option speaks, so that a broken variable can be overruled.
            let address = proxy.isEmpty ? nil : try ProxyAddress(proxy, from: "--proxy")
            let list = variables.first(["no_proxy", "NO_PROXY"])?.value ?? ""
            proxies = ProxyRules(https: address, http: address, exceptions: ProxyExceptions(list))
        } else {
            proxies = try ProxyRules(environment: environment)
        }
        if let noProxy { proxies.exceptions = ProxyExceptions(noProxy) }
        if let caBundle {
            trustedCertificates = try TrustedCertificates(path: caBundle, in: files, from: "--ca-bundle")
        } else if let (name, path) = variables.first(["LATCHKEY_CA_BUNDLE", "OS_CACERT", "SSL_CERT_FILE"]) {
            trustedCertificates = try TrustedCertificates(path: path, in: files, from: name)
        }
    }
}
