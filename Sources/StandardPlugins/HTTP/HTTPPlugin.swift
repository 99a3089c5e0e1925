public import AutomationCore
import CloudPasswords
import HTTPTypes

/// `http`: calls to services other than the cloud, on granted hosts.
public struct HTTPPlugin: Plugin {
    private static let methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
    private static let defaultTimeout = Duration.seconds(60)

    private let policy: RetryPolicy

    /// Makes the plugin.
    public init() {
        policy = RetryPolicy()
    }

    public var manifest: PluginManifest {
        PluginManifest(name: "http", version: StandardPlugins.version, summary: "Calls granted hosts over HTTP.")
    }

    public var modules: [HostModule] {
        [
            HostModule(
                name: "http",
                summary: "Calls to services on hosts that the operator has granted with --allow-host.",
                functions: [request, get, post],
                objectTypes: [Secret.objectType]
            )
        ]
    }

    private static let url = Parameter(
        "url",
        .any,
        "the address; a secret, or a list of texts and secrets, is not shown"
    )
    private static let bodyOptions = [
        Parameter("body", .optional(.any), "a string, a secret, or a list of them that is put together"),
        Parameter("json", .optional(.any), "a value that is sent as JSON; secrets in it are sent, and not shown"),
        Parameter("form", .optional(.record), "fields that are sent as a form"),
    ]
    private static let options = [
        Parameter("headers", .optional(.record), "header values: strings, secrets, or lists: { \"Bearer \", token }"),
        Parameter("query", .optional(.record), "what is added to the address, encoded"),
        Parameter("timeout", .duration, "how long to try at the most", default: "60s"),
        Parameter("retry", .boolean, "whether passing failures are tried again where that is safe", default: "true"),
        Parameter("redirects", .integer, "how many redirects to follow, up to 10", default: "0"),
        Parameter("decode", .boolean, "whether the answer is JSON, to be read into the field json", default: "false"),
        Parameter("raise", .boolean, "whether a status of 300 or more is an error", default: "true"),
    ]

    private var request: HostFunction {
        function(
            "request",
            "Sends a request and gives the answer; only what is safe to repeat is tried again.",
            [Parameter("method", .choice(Self.methods), "the method"), Self.url],
            Self.bodyOptions + Self.options,
            .once
        ) { HTTPRequest.Method($0.string("method") ?? "") ?? .get }
    }

    private var get: HostFunction {
        function("get", "Gets what is at an address.", [Self.url], Self.options, .read) { _ in .get }
    }

    private var post: HostFunction {
        function("post", "Sends something to an address.", [Self.url], Self.bodyOptions + Self.options, .once) { _ in
            .post
        }
    }

    private func function(
        _ name: String,
        _ summary: String,
        _ parameters: [Parameter],
        _ options: [Parameter],
        _ effect: Effect,
        _ method: @escaping @Sendable (HostCall) -> HTTPRequest.Method
    ) -> HostFunction {
        HostFunction(
            name,
            summary: summary,
            parameters: parameters,
            options: options,
            returns: .init(.record, "status, headers (names in lower case), body, and json where it was asked for"),
            errors: [
                .permission, .authentication, .forbidden, .notFound, .conflict, .throttled, .rejected, .service,
                .connection, .timeout, .format,
            ],
            effect: effect,
            body: .suspending { [policy] call in
                let request = try HTTPCall(call, method: method(call))
                let redirects = call.integer("redirects") ?? 0
                guard (0...10).contains(redirects) else {
                    throw AutomationError(.argument, "option \"redirects\": expected 0 to 10, got \(redirects)")
                }
                var policy = policy
                if call.boolean("retry") == false { policy.mostAttempts = 1 }
                let clock = call.context.world.clock
                let exchange = HTTPExchange(
                    operation: "http.\(name)",
                    context: call.context,
                    deadline: clock.now.advanced(by: call.duration("timeout") ?? Self.defaultTimeout),
                    policy: policy,
                    redirects: redirects,
                    raises: call.boolean("raise") ?? true
                )
                let response = try await exchange.response(to: request)
                return try Self.value(response, request, decodes: call.boolean("decode") ?? false)
            }
        )
    }

    /// The answer as scripts see it.
    private static func value(
        _ response: TransportResponse,
        _ request: HTTPCall,
        decodes: Bool
    ) throws(AutomationError) -> Value {
        let status = response.head.status.code
        var headers: [String: String] = [:]
        for field in response.head.headerFields {
            headers[field.name.canonicalName] =
                headers[field.name.canonicalName].map { "\($0), \(field.value)" }
                ?? field.value
        }
        var fields: [String: Value] = [
            "status": .integer(Int64(status)), "headers": .record(headers.mapValues { .string($0) }),
            "body": Value(octets: response.body),
        ]
        if decodes, !response.body.isEmpty {
            do { fields["json"] = try JSONReader.value(response.body, null: .object(Marker.null)) } catch {
                // What a service says about its failure is often no JSON, and worth reading all the same.
                guard status >= 300 else {
                    throw AutomationError(
                        .format,
                        "\(request.shown): the answer is no JSON: \(error.message)",
                        status: status
                    ).hiding(request.secrets)
                }
            }
        }
        return .record(fields)
    }
}
