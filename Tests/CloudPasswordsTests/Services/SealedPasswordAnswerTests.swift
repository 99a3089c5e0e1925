import Foundation
import Testing

@testable import CloudPasswords

struct SealedPasswordAnswerTests {
    @Test(arguments: [
        (#"{"password":"QUJD"}"#, "QUJD"), (#"{"password": "QUJD"}"#, "QUJD"), (#"{"password":  ""}"#, ""),
        (#"{"password":"a\nb"}"#, "a\nb"), (#"{"password":"a\"}"}"#, "a\"}"), (#"{ "password":"QUJD"}"#, "QUJD"),
        (#"{"password":"QUJD","more":1}"#, "QUJD"), (#"{"more":[],"password":"QUJD"}"#, "QUJD"),
        ("{\"password\":\"QUJD\"}\n", "QUJD"), (#"{"password":"\u0051"}"#, "Q"), (#"{"password":"é"}"#, "é"),
        (#"{"password":"{\"password\":\"x\"}"}"#, #"{"password":"x"}"#),
    ])
    func `an answer is read the same however it is spelled`(body: String, password: String) throws {
        let answer = try #require(SealedPasswordAnswer(Array(body.utf8)))
        #expect(answer.password == password)
        #expect(try JSONDecoder().decode(SealedPasswordAnswer.self, from: Data(body.utf8)) == answer)
    }

    @Test(arguments: ["{}", #"{"password":null}"#, #"{"other":"x"}"#])
    func `an answer without a password says so`(body: String) throws {
        #expect(try #require(SealedPasswordAnswer(Array(body.utf8))).password == nil)
    }

    @Test(arguments: [
        "", "{", #"{"password":"#, #"{"password":""#, #"{"password":"x"#, #"{"password":"x""#, #"{"password":5}"#,
        #"{"password":"x"}}"#, "{\"password\":\"a\nb\"}", "[]",
    ])
    func `what is no answer is none`(body: String) {
        #expect(SealedPasswordAnswer(Array(body.utf8)) == nil)
    }
}
