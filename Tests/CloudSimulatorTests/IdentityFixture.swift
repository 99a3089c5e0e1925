import AutomationCore
import CloudSimulator
import Foundation
import HTTPTypes

/// A cloud whose identity service is asked for tokens.
struct IdentityFixture {
    static let user = SimulatedUser.standard
    static let byName = #""name":"\#(user.name)","domain":{"name":"\#(user.domainName)"}"#
    static let projectScope = #","scope":{"project":{"name":"\#(SimulatorConfiguration.defaultRegion)"}}"#

    var fixture: Fixture

    init(change: (inout SimulatorConfiguration) -> Void = { _ in }) throws {
        fixture = try Fixture(change: change)
        fixture.pass(1)
    }

    /// Sends a request with no token but this one.
    mutating func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ body: String = "",
        token: String? = nil
    ) -> Answer {
        var head = HTTPRequest(method: method, scheme: "http", authority: "127.0.0.1:8774", path: path)
        if let token, let name = HTTPField.Name("X-Auth-Token") { head.headerFields[name] = token }
        let request = TransportRequest(head: head, body: Array(body.utf8))
        return Answer(fixture.cloud.handle(request, at: fixture.now).response)
    }

    /// Asks for a token with this identity and, unless told otherwise, for the project.
    mutating func ask(_ identity: String, scope: String = Self.projectScope, query: String = "") -> Answer {
        send(.post, "/v3/auth/tokens" + query, #"{"auth":{"identity":\#(identity)\#(scope)}}"#)
    }

    mutating func ask(
        password: String = SimulatorConfiguration.defaultPassword,
        user: String = Self.byName,
        scope: String = Self.projectScope,
        query: String = ""
    ) -> Answer {
        ask(
            #"{"methods":["password"],"password":{"user":{\#(user),"password":"\#(password)"}}}"#,
            scope: scope,
            query: query
        )
    }

    /// Shows the first server with a token, in either form of the API.
    mutating func show(with token: String?, natively: Bool = false) -> Answer {
        let project = fixture.project
        return send(
            .get,
            natively ? "/v2.1/\(project)/servers/\(fixture.id)" : "/v1/\(project)/cloudservers/\(fixture.id)",
            token: token
        )
    }
}

extension Answer {
    /// The token that an identity service gives out.
    var subjectToken: String? { HTTPField.Name("X-Subject-Token").flatMap { headers[$0] } }
}
