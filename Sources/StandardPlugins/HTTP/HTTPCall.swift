import AutomationCore
import HTTPTypes

/// What a script wants to be sent, checked, its secrets known.
struct HTTPCall {
    /// What errors and the log call it: method and address, the address without its query, and without its path where
    /// that is a secret.
    let shown: String
    var method: HTTPRequest.Method
    var address: HTTPAddress
    var headers = HTTPFields()
    var body: [UInt8] = []
    /// Everything that no error may show.
    private(set) var secrets: [Secret] = []
    /// The headers that are for the first host alone.
    private(set) var privateHeaders: Set<HTTPField.Name> = [.authorization, .cookie]

    /// The headers that say where a request goes and where it ends; these are not the script's to say.
    private static let reserved: Set<String> = [
        "host", "content-length", "transfer-encoding", "connection", "keep-alive", "upgrade", "te", "trailer", "expect",
        "proxy-authorization", "proxy-connection",
    ]

    /// Reads the arguments of `http.request` and the others.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/argument``, which shows nothing of the values.
    init(_ call: HostCall, method: HTTPRequest.Method) throws(AutomationError) {
        let given = try ConcealedText(call.value("url"), name: "\"url\"")
        guard let text = given.text else { throw AutomationError(.argument, "\"url\": the address is no text") }
        self.method = method
        address = try HTTPAddress(text)
        secrets = given.secrets
        let path = given.secrets.isEmpty ? String(address.path.prefix { $0 != "?" }) : ""
        shown = "\(method.rawValue) \(address.origin)\(path)"
        try readHeaders(call.value("headers"))
        let query = try pairs(call.value("query"), "query")
        if !query.isEmpty { address.path += (address.path.contains("?") ? "&" : "?") + query }
        try readBody(call)
        if call.boolean("decode") == true, headers[.accept] == nil { headers[.accept] = "application/json" }
    }

    private mutating func readHeaders(_ value: Value) throws(AutomationError) {
        guard case .record(let given) = value else { return }
        for (text, value) in given.sorted(by: { $0.key < $1.key }) {
            guard let name = HTTPField.Name(text) else {
                throw AutomationError(.argument, "option \"headers\": there can be no header of such a name")
            }
            guard !Self.reserved.contains(name.canonicalName) else {
                throw AutomationError(.argument, "option \"headers\": \(name.rawName) is not for the runbook to set")
            }
            let content = try ConcealedText(value, name: "header \(name.rawName)")
            guard let header = content.text, HTTPField.isValidValue(header) else {
                throw AutomationError(
                    .argument,
                    "header \(name.rawName): the value holds characters that no header may hold",
                    hint: "is there a line end or a blank at one of its ends?"
                )
            }
            headers[name] = header
            secrets += content.secrets
            if !content.secrets.isEmpty { privateHeaders.insert(name) }
        }
    }

    private mutating func readBody(_ call: HostCall) throws(AutomationError) {
        let given = ["body", "json", "form"].filter { !call.value($0).isNone }
        guard given.count <= 1 else {
            throw AutomationError(.argument, "give one of \(given.joined(separator: ", ")), not several")
        }
        switch given.first {
        case "body":
            let content = try ConcealedText(call.value("body"), name: "option \"body\"")
            body = content.bytes
            secrets += content.secrets
        case "json":
            let content = try JSONWriter.body(call.value("json"))
            body = content.bytes
            secrets += content.secrets
            if headers[.contentType] == nil { headers[.contentType] = "application/json" }
        case "form":
            body = Array(try pairs(call.value("form"), "form").utf8)
            if headers[.contentType] == nil { headers[.contentType] = "application/x-www-form-urlencoded" }
        default:
            break
        }
    }

    /// Names and values as queries and forms have them.
    private mutating func pairs(_ value: Value, _ option: String) throws(AutomationError) -> String {
        guard case .record(let fields) = value else { return "" }
        var pairs: [String] = []
        for (name, value) in fields.sorted(by: { $0.key < $1.key }) {
            let content = try ConcealedText(value, name: "option \"\(option)\", \(name)")
            secrets += content.secrets
            pairs.append(URLEncoding.text(Array(name.utf8)) + "=" + URLEncoding.text(content.bytes))
        }
        return pairs.joined(separator: "&")
    }

    /// Follows a redirect: what was meant for one host alone is not sent to another.
    mutating func redirect(to target: HTTPAddress, status: Int) {
        if target.origin != address.origin {
            for name in privateHeaders { headers[name] = nil }
        }
        if status == 303 && method != .head || [301, 302].contains(status) && method == .post {
            method = .get
            body = []
            headers[.contentType] = nil
        }
        address = target
    }

    /// What sending it twice would do.
    var effect: Effect {
        switch method {
        case .get, .head, .options: .read
        case .put, .delete: .idempotent
        default: .once
        }
    }
}
