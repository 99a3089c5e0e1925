import CloudPasswords
import Foundation
import Testing

@Suite struct SigningVectorTests {
    @Test(arguments: SigningVector.all)
    func `every step gives what the published SDKs give, byte for byte`(vector: SigningVector) throws {
        let signature = try vector.signature()
        #expect(signature.canonicalRequest.text == vector.canonical_request)
        #expect(Array(signature.canonicalRequest.text.utf8) == Array(vector.canonical_request.utf8))
        #expect(signature.stringToSign == vector.string_to_sign)
        #expect(signature.authorization == vector.authorization)
    }

    @Test(arguments: SigningVector.all.filter { $0.headers_out != nil })
    func `the headers and the query are those that the published SDK sends`(vector: SigningVector) throws {
        let signature = try vector.signature()
        var headers = ["authorization": signature.authorization]
        for header in signature.request.headers {
            headers[header.name.lowercased()] = header.value.trimmingCharacters(in: .whitespaces)
        }
        for (name, value) in try #require(vector.headers_out) where name != "X-Uni" {
            // The one left out is shown in another charset there.
            #expect(headers[name.lowercased()] == value)
        }
        #expect(headers.count == vector.headers_out?.count)
        let query = vector.url_sent?.split(separator: "?").dropFirst().first.map(String.init) ?? ""
        #expect(signature.canonicalRequest.query == query)
    }

    @Test func `all vectors are there, and what is skipped is known by name`() throws {
        #expect(SigningVector.all.count == 29)
        #expect(SigningVector.all.filter { $0.algorithm == "SDK-HMAC-SHA256" }.count == 26)
        #expect(SigningVector.all.filter { $0.algorithm == "V11-HMAC-SHA256" }.count == 3)
        let others = Set(try SigningVector.contents().keys).subtracting([
            "WARNING", "generator", "empty_sha256", "vectors",
        ])
        #expect(others == SigningVector.notImplemented)
    }
}
