import AutomationCore
import Foundation
import HTTPTypes

/// An answer in the shape that tests compare.
struct Answer {
    var status: Int?
    var text: String
    var headers: HTTPFields

    init(_ response: TransportResponse?) {
        status = response?.head.status.code
        text = String(decoding: response?.body ?? [], as: UTF8.self)
        headers = response?.head.headerFields ?? [:]
    }

    var requestID: String? { HTTPField.Name("X-Request-Id").flatMap { headers[$0] } }

    /// The value at a path of names and indices, such as `server.metadata.os_type`.
    subscript(path: String) -> String? {
        var value = (try? JSONSerialization.jsonObject(with: Data(text.utf8))) as Any?
        for name in path.split(separator: "/").map(String.init) {
            if let index = Int(name), let list = value as? [Any] {
                value = list.indices.contains(index) ? list[index] : nil
            } else {
                value = (value as? [String: Any])?[name]
            }
        }
        if let number = value as? Int { return String(number) }
        return value as? String
    }
}
