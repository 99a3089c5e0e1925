import AutomationCore
import HTTPTypes

extension TransportResponse {
    /// An answer without a body.
    static func empty(_ status: Int) -> TransportResponse {
        TransportResponse(head: HTTPResponse(status: HTTPResponse.Status(code: status)))
    }

    /// An answer with a JSON body.
    static func json(_ status: Int, _ body: JSONValue) -> TransportResponse {
        TransportResponse(
            head: HTTPResponse(
                status: HTTPResponse.Status(code: status),
                headerFields: [.contentType: "application/json;charset=UTF-8"]
            ),
            body: body.bytes
        )
    }
}
