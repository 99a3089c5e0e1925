/// The answer of os-resetpwd-flag: the string "True" or "False".
///
/// Read leniently, as the cloud's own SDK does: any case, or a JSON boolean.
struct ResetFlag: Decodable {
    var isSet: Bool

    private enum CodingKeys: String, CodingKey { case flag = "resetpwd_flag" }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        if let flag = try? container.decode(Bool.self, forKey: .flag) {
            isSet = flag
            return
        }
        switch try container.decode(String.self, forKey: .flag).lowercased() {
        case "true": isSet = true
        case "false": isSet = false
        default:
            throw DecodingError.dataCorruptedError(forKey: .flag, in: container, debugDescription: "no boolean")
        }
    }
}
