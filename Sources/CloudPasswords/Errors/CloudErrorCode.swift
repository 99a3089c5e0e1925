/// The spelling of the cloud's codes: a service and four digits, `Ecs.0114`.
enum CloudErrorCode {
    /// The services by their names in lower case. `APIG` is what older gateways call themselves; the numbers are the
    /// same.
    private static let services = [
        "ecs": "Ecs", "common": "Common", "pdp": "Pdp", "apigw": "APIGW", "apig": "APIGW", "iam": "IAM",
    ]

    /// A code in the spelling of the ``CloudErrorTable``; nil when it is of no known service.
    static func canonical(_ code: String) -> String? {
        guard let dot = code.firstIndex(of: "."), let service = services[code[..<dot].lowercased()] else { return nil }
        return service + code[dot...]
    }

    /// The first code of a known service in a text that cannot be read otherwise.
    static func first(in text: some Collection<UInt8>) -> String? {
        let bytes = Array(text)
        for dot in bytes.indices where bytes[dot] == UInt8(ascii: ".") && dot + 4 < bytes.count {
            let digits = bytes[(dot + 1)...(dot + 4)]
            guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { continue }
            let letters = bytes[..<dot].suffix(7).reversed().prefix { (0x61...0x7A).contains($0 | 0x20) }
            let code = String(decoding: letters.reversed() + [UInt8(ascii: ".")] + digits, as: UTF8.self)
            if canonical(code) != nil { return code }
        }
        return nil
    }
}
