import AutomationCore
import LuaRuntime

extension LuaValue {
    /// The secret that it is, or that its text becomes where a secret is expected.
    var secret: Secret? {
        switch self {
        case .string(let text): Secret(text)
        case .object(let object): object.payload as? Secret
        default: nil
        }
    }
}
