import AutomationCore
import Foundation

/// What an error's body says, whichever of the known shapes it has.
///
/// Shapes: ECS `{"error":{"code","message"}}`; Nova `{"itemNotFound":{"message","code"}}`; the gateway
/// `{"error_code","error_msg","request_id"}`; others `{"errorCode","errorMsg"}`, `{"code","message"}`.
struct CloudErrorBody: Equatable {
    var code: String?
    var message: String?
    var requestID: String?
    /// The name that Nova gives the fault: `itemNotFound`.
    var fault: String?

    /// Reads a body; nil when it is no JSON object, or one that tells of no error.
    init?(_ body: [UInt8]) {
        guard let json = try? JSONSerialization.jsonObject(with: Data(body)), let object = json as? [String: Any] else {
            return nil
        }
        requestID = Self.text(object["request_id"])
        if Self.read(object, into: &self) { return }
        for (name, value) in object.sorted(by: { $0.key < $1.key }) {
            guard let inner = value as? [String: Any], Self.read(inner, into: &self) else { continue }
            // "error" is a wrapper; any other name is the fault's own.
            if name != "error" { fault = name }
            return
        }
        return nil
    }

    /// The same with all of `secrets` taken out: before anything is cut short, which could leave a part of one.
    func hiding(_ secrets: [Secret]) -> CloudErrorBody {
        var body = self
        body.code = code?.hiding(secrets)
        body.message = message?.hiding(secrets)
        body.requestID = requestID?.hiding(secrets)
        body.fault = fault?.hiding(secrets)
        return body
    }

    private static func read(_ object: [String: Any], into body: inout CloudErrorBody) -> Bool {
        for (code, message) in [("error_code", "error_msg"), ("errorCode", "errorMsg"), ("code", "message")] {
            guard let text = text(object[message]) else { continue }
            body.message = text
            body.code = self.text(object[code])
            return true
        }
        return false
    }

    private static func text(_ value: Any?) -> String? {
        switch value {
        case let text as String: text
        case let number as NSNumber: number.stringValue
        default: nil
        }
    }
}
