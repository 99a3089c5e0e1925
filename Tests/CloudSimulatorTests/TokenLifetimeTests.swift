import AutomationCore
import CloudSimulator
import Foundation
import HTTPTypes
import Testing

@Suite struct TokenLifetimeTests {
    @Test func `a token lives for 24 hours, and its end looks different in each form of the API`() throws {
        var identity = try IdentityFixture()
        let token = identity.ask().subjectToken
        identity.fixture.pass(86_399.5)
        #expect(identity.show(with: token).status == 200)
        identity.fixture.pass(0.5)
        let answer = identity.show(with: token)
        #expect(answer.status == 401)
        #expect(answer["error_code"] == "APIGW.0307")
        #expect(answer["request_id"] == answer.requestID)
        #expect(identity.show(with: token, natively: true)["unauthorized/code"] == "401")
        #expect(identity.send(.get, "/v3/projects", token: token)["error/title"] == "Unauthorized")
        #expect(identity.show(with: identity.ask().subjectToken).status == 200)
        // One that never was is another matter.
        #expect(identity.show(with: "nonsense")["error/code"] == "Common.0013")
    }

    @Test func `a lifetime is one of cloud time, and what the answer says is what counts`() throws {
        var identity = try IdentityFixture {
            $0.tokenLifetime = .seconds(600)
            $0.speed = 60
        }
        let answer = identity.ask()
        #expect(answer["token/expires_at"] == "2027-01-15T08:00:11.197749Z")
        identity.fixture.pass(9.9)
        #expect(identity.show(with: answer.subjectToken).status == 200)
        identity.fixture.pass(0.1)
        #expect(identity.show(with: answer.subjectToken).status == 401)
    }

    @Test func `a token that was got with a token ends with it`() throws {
        var identity = try IdentityFixture()
        let first = identity.ask()
        identity.fixture.pass(3600)
        let text = try #require(first.subjectToken)
        let second = identity.ask(#"{"methods":["token"],"token":{"id":"\#(text)"}}"#)
        #expect(second.status == 201)
        #expect(second.subjectToken != first.subjectToken)
        #expect(second["token/expires_at"] == first["token/expires_at"])
        identity.fixture.pass(86_400)
        #expect(identity.ask(#"{"methods":["token"],"token":{"id":"\#(text)"}}"#).status == 401)
        #expect(identity.ask(#"{"methods":["token"],"token":{"id":"nonsense"}}"#).status == 401)
    }

    @Test func `the same seed gives the same tokens, and asking for one changes no server`() throws {
        var (one, other) = (try IdentityFixture(), try IdentityFixture())
        let tokens = [one.ask().subjectToken, one.ask().subjectToken]
        #expect(tokens == [other.ask().subjectToken, other.ask().subjectToken])
        #expect(tokens[0] != tokens[1])
        let untouched = try Fixture()
        #expect(one.fixture.server?.initialPassword == untouched.server?.initialPassword)
        #expect(one.fixture.id == untouched.id)
    }
}
