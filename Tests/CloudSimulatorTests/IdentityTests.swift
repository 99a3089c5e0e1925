import AutomationCore
import CloudSimulator
import Foundation
import HTTPTypes
import Testing

@Suite struct IdentityTests {
    private var identity: IdentityFixture

    init() throws {
        identity = try IdentityFixture()
    }

    private func expectRefusal(
        _ answer: Answer,
        _ message: String,
        status: Int = 401,
        title: String = "Unauthorized",
        _ location: SourceLocation = #_sourceLocation
    ) {
        #expect(answer.status == status, "\(answer.text)", sourceLocation: location)
        // The code is a number.
        let body = #"{"error":{"code":\#(status),"message":"\#(message)","title":"\#(title)"}}"#
        #expect(answer.text == body, sourceLocation: location)
        #expect(answer.subjectToken == nil, sourceLocation: location)
    }

    private static let unauthorized = "The request you have made requires authentication."

    @Test mutating func `a password gives a token for the project, which opens both forms of the API`() {
        let answer = identity.ask()
        #expect(answer.status == 201)
        #expect(answer["token/expires_at"] == "2027-01-16T08:00:01.197749Z")
        #expect(answer["token/issued_at"] == "2027-01-15T08:00:01.197749Z")
        #expect(answer["token/methods/0"] == "password")
        #expect(answer["token/project/id"] == SimulatorConfiguration.defaultProjectID)
        #expect(answer["token/project/name"] == SimulatorConfiguration.defaultRegion)
        #expect(answer["token/project/domain/name"] == SimulatorConfiguration.defaultDomain)
        #expect(answer["token/user/name"] == SimulatorConfiguration.defaultUser)
        #expect(answer["token/user/domain/id"] == SimulatedUser.standard.domainID)
        #expect((answer.subjectToken?.count ?? 0) > 1000)
        #expect(identity.show(with: answer.subjectToken).status == 200)
        #expect(identity.show(with: answer.subjectToken, natively: true).status == 200)
        #expect(identity.show(with: nil).status == 401)
    }

    @Test mutating func `the catalog has the address that the client has used`() {
        let project = SimulatorConfiguration.defaultProjectID
        let answer = identity.ask()
        for (index, type, url) in [
            (0, "identity", "http://127.0.0.1:8774/v3"), (1, "compute", "http://127.0.0.1:8774/v2.1/\(project)"),
            (2, "ecs", "http://127.0.0.1:8774/v1/\(project)"),
        ] {
            #expect(answer["token/catalog/\(index)/type"] == type)
            #expect(answer["token/catalog/\(index)/endpoints/0/url"] == url)
            #expect(answer["token/catalog/\(index)/endpoints/0/interface"] == "public")
        }
        #expect(answer["token/catalog/1/endpoints/0/region"] == SimulatorConfiguration.defaultRegion)
        #expect(answer["token/catalog/1/endpoints/0/region_id"] == SimulatorConfiguration.defaultRegion)
        for query in ["?nocatalog", "?nocatalog=true"] {
            let answer = identity.ask(query: query)
            #expect(answer.status == 201)
            #expect(!answer.text.contains("catalog"))
        }
    }

    @Test(arguments: [
        IdentityFixture.byName,
        #""id":"\#(SimulatedUser.standard.id)""#,
        #""name":"simulated-user","domain":{"id":"\#(SimulatedUser.standard.domainID)"}"#,
    ])
    mutating func `a user is named by id, or by name and account`(user: String) {
        #expect(identity.ask(user: user).status == 201)
    }

    @Test(arguments: [
        #","scope":{"project":{"id":"\#(SimulatorConfiguration.defaultProjectID)"}}"#,
        #","scope":{"project":{"name":"eu-west-101","domain":{"name":"simulated-account"}}}"#,
    ])
    mutating func `a project is named by id, or by name and account`(scope: String) {
        #expect(identity.ask(scope: scope)["token/project/name"] == "eu-west-101")
    }

    @Test(arguments: [
        #","scope":{"project":{"id":"00000000000000000000000000000000"}}"#,
        #","scope":{"project":{"name":"elsewhere-1"}}"#,
        #","scope":{"project":{"name":"eu-west-101","domain":{"name":"another-account"}}}"#,
    ])
    mutating func `another project is refused`(scope: String) {
        expectRefusal(identity.ask(scope: scope), Self.unauthorized)
    }

    @Test(arguments: ["", #","scope":"unscoped""#, #","scope":{"domain":{"name":"simulated-account"}}"#])
    mutating func `a token for no project opens none`(scope: String) {
        let answer = identity.ask(scope: scope)
        #expect(answer.status == 201)
        #expect(answer["token/domain/name"] == "simulated-account")
        #expect(!answer.text.contains(#""project""#))
        #expect(identity.show(with: answer.subjectToken)["error/code"] == "Ecs.0023")
        #expect(
            identity.show(with: answer.subjectToken, natively: true)["badRequest/message"]?.contains("'None'") == true
        )
        #expect(identity.send(.get, "/v3/projects", token: answer.subjectToken).status == 200)
    }

    @Test mutating func `an application credential gives a token for its project, by id or by name`() {
        let secret = SimulatorConfiguration.defaultApplicationCredentialSecret
        let byID = #""id":"\#(SimulatorConfiguration.defaultApplicationCredentialID)""#
        let byName = #""name":"simulated-runner","user":{\#(IdentityFixture.byName)}"#
        func identified(_ credential: String, _ secret: String) -> String {
            #"{"methods":["application_credential"],"application_credential":{\#(credential),"secret":"\#(secret)"}}"#
        }
        for credential in [byID, byName] {
            let answer = identity.ask(identified(credential, secret), scope: "")
            #expect(answer.status == 201)
            #expect(answer["token/methods/0"] == "application_credential")
            #expect(identity.show(with: answer.subjectToken).status == 200)
            expectRefusal(identity.ask(identified(credential, "wrong"), scope: ""), Self.unauthorized)
            // It has its project already.
            expectRefusal(identity.ask(identified(credential, secret)), Self.unauthorized)
        }
        let stranger = #""name":"simulated-runner","user":{"id":"0"}"#
        expectRefusal(identity.ask(identified(stranger, secret), scope: ""), Self.unauthorized)
    }

    @Test(arguments: [
        ("wrong", IdentityFixture.byName), ("", IdentityFixture.byName),
        (SimulatorConfiguration.defaultPassword, #""id":"0""#),
        (SimulatorConfiguration.defaultPassword, #""name":"simulated-user","domain":{"name":"another"}"#),
        (SimulatorConfiguration.defaultPassword, #""name":"simulated-user""#),
    ])
    mutating func `a wrong password and a wrong user are refused alike`(password: String, user: String) {
        expectRefusal(identity.ask(password: password, user: user), "The username or password is wrong.")
    }

    @Test mutating func `five wrong passwords in a row lock the user for 15 minutes`() {
        let wrong = "The username or password is wrong."
        for _ in 1...4 { expectRefusal(identity.ask(password: "wrong"), wrong) }
        #expect(identity.ask().status == 201, "four are forgiven, and forgotten after a success")
        for _ in 1...5 { expectRefusal(identity.ask(password: "wrong"), wrong) }
        expectRefusal(identity.ask(), "The account is locked.")
        identity.fixture.pass(899)
        expectRefusal(identity.ask(password: "wrong"), "The account is locked.")
        identity.fixture.pass(1)
        #expect(identity.ask().status == 201)
    }

    @Test(arguments: [
        "", "{}", #"{"auth":{"identity":{"methods":[]}}}"#, #"{"auth":{"identity":{"methods":["password"]}}}"#,
        #"{"auth":{"identity":{"methods":["password","totp"]}}}"#, #"{"auth":{"identity":{"methods":["token"]}}}"#,
        #"{"auth":{"identity":{"methods":["password"],"password":{"user":{"id":"1"}}}}}"#,
    ])
    mutating func `a body that asks for nothing known is refused`(body: String) {
        let answer = identity.send(.post, "/v3/auth/tokens", body)
        expectRefusal(answer, "The request body is invalid", status: 400, title: "Bad Request")
    }

    @Test mutating func `projects are listed, all or by name, for tokens and signatures`() {
        let token = identity.ask().subjectToken
        for path in ["/v3/projects", "/v3/projects?name=eu-west-101"] {
            let answer = identity.send(.get, path, token: token)
            #expect(answer.status == 200)
            #expect(answer["projects/0/id"] == SimulatorConfiguration.defaultProjectID)
            #expect(answer["projects/0/name"] == "eu-west-101")
            #expect(answer["projects/1/id"] == nil)
        }
        #expect(identity.send(.get, "/v3/projects?name=elsewhere-1", token: token).text.contains(#""projects":[]"#))
        for token in [nil, "nonsense"] {
            expectRefusal(identity.send(.get, "/v3/projects", token: token), Self.unauthorized)
        }
    }

    @Test mutating func `no description shows what was sent or given out`() {
        let answer = identity.ask()
        _ = identity.ask(password: "Planted-Password-9")
        var dumped = "\(identity.fixture.cloud.configuration.users) \(identity.fixture.cloud.requests)"
        dump(identity.fixture.cloud.configuration, to: &dumped)
        dump(identity.fixture.cloud.requests, to: &dumped)
        for secret in [
            SimulatorConfiguration.defaultPassword, SimulatorConfiguration.defaultApplicationCredentialSecret,
            "Planted-Password-9", answer.subjectToken ?? "missing",
        ] { #expect(!dumped.contains(secret)) }
    }
}
