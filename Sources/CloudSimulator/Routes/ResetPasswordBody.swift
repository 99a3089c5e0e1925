/// `{"reset-password":{"new_password":"...","is_check_password":true}}`.
struct ResetPasswordBody: Decodable {
    var request: Request

    struct Request: Decodable {
        var newPassword: String
        var isChecked: Bool?

        enum CodingKeys: String, CodingKey {
            case newPassword = "new_password"
            case isChecked = "is_check_password"
        }
    }

    enum CodingKeys: String, CodingKey {
        case request = "reset-password"
    }
}
