import AutomationCore
import CloudPasswords
import Testing

@Suite struct AccessKeySigningTests {
    @Test(
        arguments: [
            ("", "s", nil, "the access key id is empty"), ("a b", "s", nil, "the access key id holds a character"),
            ("a,b", "s", nil, "the access key id holds"), ("a/b", "s", nil, "the access key id holds"),
            ("AK\n", "s", nil, "the access key id holds"), ("AK", "", nil, "the secret access key is empty"),
            ("AK", "s3cr3t\n", nil, "the secret access key holds"),
            ("AK", "s3 cr3t", nil, "the secret access key holds"),
            ("AK", "s3cr3t", "", "the security token is empty"),
            ("AK", "s3cr3t", "t0ken\r\n", "the security token holds"),
            ("AK", "s3cr3t", "t0ké", "the security token holds"),
        ] as [(String, String, String?, String)]
    )
    func `a part that cannot be one is refused without being shown`(
        id: String,
        secret: String,
        token: String?,
        message: String
    ) throws {
        let error = try #require(throws: AutomationError.self) {
            try AccessKey(id: id, secret: Secret(secret), securityToken: token.map { Secret($0) })
        }
        #expect(error.kind == .authentication)
        #expect(error.message.hasPrefix(message))
        for part in ["s3cr3t", "s3 cr3t", "t0k"] { #expect(!"\(error) \(error.hint ?? "")".contains(part)) }
    }

    @Test func `a key shows the beginning of its id at most`() throws {
        let key = try AccessKey(id: "QTWAOYTTINDUT2QVKYUC", secret: Secret("s3cr3t"), securityToken: Secret("t0ken"))
        #expect("\(key)" == "access key QTWA...")
        #expect(String(reflecting: key) == "access key QTWA...")
        var dumped = ""
        dump(key, to: &dumped)
        #expect(!dumped.contains("OYTT") && !dumped.contains("s3cr3t") && !dumped.contains("t0ken"))
        #expect("\(try AccessKey(id: "short", secret: Secret("s")))" == "access key ...")
    }
}
