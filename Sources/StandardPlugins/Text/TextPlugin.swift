public import AutomationCore

/// `text`: what Lua's string library lacks.
public struct TextPlugin: Plugin {
    /// Makes the plugin.
    public init() {}

    public var manifest: PluginManifest {
        PluginManifest(name: "text", version: StandardPlugins.version, summary: "Works on texts.")
    }

    public var modules: [HostModule] {
        [
            HostModule(
                name: "text",
                summary: "What Lua's string library lacks. Patterns are not used: every text stands for itself.",
                functions: [
                    trim, split, lines, startsWith, endsWith, contains, replace, pad, base64Encode, base64Decode,
                    hexEncode, hexDecode, urlEncode, sha256, uuid,
                ]
            )
        ]
    }

    static let text = Parameter("text", .string, "the text, in UTF-8")

    private var trim: HostFunction {
        HostFunction(
            "trim",
            summary: "Takes blanks and line ends off both ends.",
            parameters: [Self.text],
            returns: .init(.string, "what is left"),
            effect: .read,
            body: .immediate { call in
                let scalars = (call.string("text") ?? "").unicodeScalars
                let start = scalars.drop { $0.properties.isWhitespace }
                let end = start.reversed().drop { $0.properties.isWhitespace }
                return .string(String(String.UnicodeScalarView(end.reversed())))
            }
        )
    }

    private var split: HostFunction {
        HostFunction(
            "split",
            summary: "Takes a text apart at every separator; parts may be empty.",
            parameters: [Self.text, Parameter("separator", .string, "what stands between the parts")],
            returns: .init(.list(.string), "the parts, in order"),
            effect: .read,
            body: .immediate { call in
                let separator = try Self.notEmpty("separator", call)
                // By bytes: a letter and the accent behind it are two parts when the separator is the letter.
                let parts = Array((call.string("text") ?? "").utf8).split(separator: Array(separator.utf8))
                return .list(parts.map { .string(String(decoding: $0, as: UTF8.self)) })
            }
        )
    }

    private var lines: HostFunction {
        HostFunction(
            "lines",
            summary: "Gives the lines of a text, without their ends.",
            parameters: [Self.text],
            returns: .init(.list(.string), "the lines, in order"),
            effect: .read,
            body: .immediate { call in
                var lines = (call.string("text") ?? "").unicodeScalars.split(
                    separator: "\n",
                    omittingEmptySubsequences: false
                )
                // What ends with a line end has no further line behind it.
                if lines.last?.isEmpty == true { lines.removeLast() }
                return .list(lines.map { .string(String($0.last == "\r" ? $0.dropLast() : $0)) })
            }
        )
    }

    private var startsWith: HostFunction {
        test("starts_with", "Tells whether a text begins with another.", "start") { $0.starts(with: $1) }
    }

    private var endsWith: HostFunction {
        test("ends_with", "Tells whether a text ends with another.", "ending") {
            $0.suffix($1.count).elementsEqual($1)
        }
    }

    private var contains: HostFunction {
        test("contains", "Tells whether a text is in another.", "part") { $1.isEmpty || $0.contains($1) }
    }

    private func test(
        _ name: String,
        _ summary: String,
        _ parameter: String,
        _ isTrue: @escaping @Sendable (_ text: [UInt8], _ part: [UInt8]) -> Bool
    ) -> HostFunction {
        HostFunction(
            name,
            summary: summary,
            parameters: [Self.text, Parameter(parameter, .string, "what is looked for")],
            returns: .init(.boolean, "whether it does"),
            effect: .read,
            body: .immediate { call in
                let part = Array((call.string(parameter) ?? "").utf8)
                return .boolean(isTrue(Array((call.string("text") ?? "").utf8), part))
            }
        )
    }

    private var replace: HostFunction {
        HostFunction(
            "replace",
            summary: "Replaces every occurrence of a part.",
            parameters: [
                Self.text, Parameter("part", .string, "what is replaced"),
                Parameter("replacement", .string, "what comes in its place"),
            ],
            returns: .init(.string, "the new text"),
            effect: .read,
            body: .immediate { call in
                let part = Array(try Self.notEmpty("part", call).utf8)
                let parts = Array((call.string("text") ?? "").utf8).split(separator: part)
                let length = parts.reduce(0) { $0 + $1.count }
                let replacement = Array((call.string("replacement") ?? "").utf8)
                guard length + replacement.count * (parts.count - 1) <= DocumentLimits.size else {
                    throw AutomationError(.argument, "the new text would have more than \(DocumentLimits.size) bytes")
                }
                return Value(octets: Array(parts.joined(separator: replacement)))
            }
        )
    }

    private var pad: HostFunction {
        HostFunction(
            "pad",
            summary: "Fills a text up with blanks to a width, for columns.",
            parameters: [Self.text, Parameter("width", .integer, "how many characters, up to 1000")],
            options: [Parameter("align", .choice(["left", "right"]), "where the text stands", default: "\"left\"")],
            returns: .init(.string, "the text, never cut off"),
            effect: .read,
            body: .immediate { call in
                let text = call.string("text") ?? ""
                let width = call.integer("width") ?? 0
                guard (0...1000).contains(width) else {
                    throw AutomationError(.argument, "\"width\": expected 0 to 1000, got \(width)")
                }
                let blanks = String(repeating: " ", count: max(0, width - text.count))
                return .string(call.string("align") == "right" ? blanks + text : text + blanks)
            }
        )
    }

    private static func notEmpty(_ name: String, _ call: HostCall) throws(AutomationError) -> String {
        guard let text = call.string(name), !text.isEmpty else {
            throw AutomationError(.argument, "\"\(name)\" must not be empty")
        }
        return text
    }
}

extension [UInt8] {
    /// The parts between all occurrences of a separator that is not empty.
    fileprivate func split(separator: [UInt8]) -> [ArraySlice<UInt8>] {
        split(separator: separator, maxSplits: .max, omittingEmptySubsequences: false)
    }
}
