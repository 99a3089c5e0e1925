import RunbookEngine
import Testing

/// How names are completed.
@Suite struct SessionCompletionTests {
    private static let set = """
        t = { alpha = 1, alps = { deep = 1 }, beta = print, ['a b'] = 1 }
        class = { method = print } class.__index = class
        object = setmetatable({ own = 1 }, class)
        one = server.list()[1]
        text = "abc"
        trap = setmetatable({}, { __index = function() error("run") end })
        """

    private static func completion(_ line: String) throws -> SessionCompletion? {
        try SessionFixture().with { session in
            if case .failed(let error) = await session.enter(set) { throw error }
            return await session.completion(of: line)
        }
    }

    @Test(
        arguments: [
            ("pas", "sword"), ("=password.ge", ""), ("password.get", "("), ("x = password.clea", "r("),
            ("func", "tion"),
            ("t.al", "p"), ("t.alps.d", "eep"), ("t.be", "ta("), ("t:b", "eta("), ("object:m", "ethod("),
            ("object.o", "wn"), ("one.na", "me"), ("text:up", "per("), ("string.up", "per("), ("require 'pass", "word"),
            ("require(\"fl", "eet"), ("'a'..pas", "sword"),
            ("vault.h", "as("), ("print(t.alps.d", "eep"),
        ]
    )
    func `what is sure can be inserted`(line: String, insertion: String) throws {
        #expect(try Self.completion(line)?.insertion == insertion)
    }

    @Test(
        arguments: [
            ("t.", ["alpha", "alps", "beta"]), ("t:", ["beta"]), ("object:", ["method"]), ("fleet.", ["each"]),
            ("password.ge", ["generate", "get"]), ("re", ["repeat", "require", "return"]), ("trap.x", []),
            ("nowhere.x", []), ("1.", nil), ("f().", nil), ("'abc':u", nil), ("one.name.x", []),
        ]
    )
    func `what fits is told`(line: String, candidates: [String]?) throws {
        #expect(try Self.completion(line)?.candidates == candidates)
    }
}
