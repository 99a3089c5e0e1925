import AutomationCore
import Testing

@testable import CloudPasswords

struct BatchFailureTests {
    private static let body =
        #"{"error":{"code":"Ecs.0611","message":"Batch operation failed."},"internalError":["#
        + #"{"id":"a","error_code":"ECS.0614","error_message":"Gone."},"#
        + #"{"id":"b","error_code":"ECS.0603","error_message":"Busy, not Secret-1."},{"error_code":"ECS.0001"},"c"]}"#

    @Test func `the failures of a batch are read, whatever the status`() throws {
        let failures = BatchFailure.list(in: Array(Self.body.utf8), hiding: [Secret("Secret-1")])
        #expect(
            failures == [
                BatchFailure(serverID: "a", code: "ECS.0614", message: "Gone."),
                BatchFailure(serverID: "b", code: "ECS.0603", message: "Busy, not <secret>."),
            ]
        )
        #expect(BatchFailure.list(in: Array(#"{"response":[{"id":"a"}]}"#.utf8), hiding: []).isEmpty)
        #expect(BatchFailure.list(in: Array("<html>".utf8), hiding: []).isEmpty)
    }

    @Test func `a batch that failed in part is left to its reader, and to nobody else`() throws {
        #expect(try ErrorFixture.error(400, Self.body, action: .resetPasswords) == nil)
        #expect(try ErrorFixture.error(400, Self.body, action: .resetPassword)?.code == "Ecs.0611")
        // A refusal of the whole has no list.
        let refused = #"{"error":{"code":"Ecs.0011","message":"Weak."}}"#
        #expect(try ErrorFixture.error(400, refused, action: .resetPasswords)?.kind == .policy)
    }

    @Test func `each failure becomes an error about its server`() throws {
        let context = try ErrorFixture.context(.resetPasswords)
        let failures = BatchFailure.list(in: Array(Self.body.utf8), hiding: [])
        let errors = failures.map { failure in
            CloudErrorDecoder.error(
                for: failure,
                of: Server(id: failure.serverID),
                status: 400,
                requestID: "r-1",
                context: context
            )
        }
        #expect(errors.map(\.kind) == [.notFound, .conflict])
        #expect(errors.map(\.isRetryable) == [false, true])
        #expect(errors.map(\.server) == ["a", "b"])
        #expect(errors.map(\.retryAfter) == [nil, .seconds(60)])
        #expect(errors.first?.message == "there is no server a in this project")
        #expect(errors.allSatisfy { $0.requestID == "r-1" && $0.hint != nil && $0.operation == "test.call" })
    }
}
