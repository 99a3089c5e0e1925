import ArgumentParser
import AutomationCore
import CloudPasswords

/// How the network is reached.
struct NetworkOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Proxy to go through, like http://proxy.example.com:3128; \"\" for none. (default: HTTPS_PROXY, HTTP_PROXY, "
                + "ALL_PROXY)",
            valueName: "url"
        )
    )
    var proxy: String?

    @Option(
        help: ArgumentHelp(
            "Hosts to reach without a proxy, separated by commas. (default: NO_PROXY)",
            valueName: "hosts"
        )
    )
    var noProxy: String?

    @Option(
        help: ArgumentHelp(
            "File with the certificate authorities to trust, in PEM. (default: LATCHKEY_CA_BUNDLE, OS_CACERT, "
                + "SSL_CERT_FILE, the system's)",
            valueName: "file"
        ),
        completion: .file()
    )
    var caBundle: String?

    @Option(
        help: ArgumentHelp(
            "How long making a connection may take, like 500ms, 10s or a number of seconds. (default: 10s)",
            valueName: "time"
        )
    )
    var connectTimeout: DurationOption?

    /// What the transport needs to know.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/input`` that names the option or the variable.
    func transport(environment: [String: String], files: FileRoot) throws(AutomationError) -> TransportOptions {
        var options = try TransportOptions(
            environment: environment,
            files: files,
            proxy: proxy,
            noProxy: noProxy,
            caBundle: caBundle
        )
        if let connectTimeout { options.connectTimeout = connectTimeout.duration }
        return options
    }
}
