import AutomationCore
import Testing

struct AutomationErrorTests {
    @Test func `an error reads as one line with what, where, why and the cloud's answer`() {
        let error = AutomationError(
            .notFound,
            "there is no such server",
            operation: "password.get",
            server: "web-01",
            status: 404,
            code: "Ecs.0114",
            requestID: "4f2a",
            hint: "look for it"
        )
        #expect(
            error.description
                == "password.get: web-01: there is no such server (404, Ecs.0114, request 4f2a)"
        )
    }

    @Test func `what is not known leaves no gap`() {
        #expect(AutomationError(.script, "it failed").description == "it failed")
        #expect(AutomationError(.cloud, "it failed", server: "web-01").description == "web-01: it failed")
        #expect(AutomationError(.cloud, "it failed", status: 502).description == "it failed (502)")
        #expect(AutomationError(.cloud, "it failed", requestID: "4f2a").description == "it failed (request 4f2a)")
    }

    @Test func `the cause is kept, replaced and taken away`() {
        var error = AutomationError(.cloud, "outer", cause: AutomationError(.timeout, "inner"))
        #expect(error.cause?.message == "inner")
        error.cause?.hint = "wait"
        #expect(error.cause?.hint == "wait")
        error.cause = nil
        #expect(error == AutomationError(.cloud, "outer"))
    }

    @Test func `a kind is its word`() {
        #expect("\(ErrorKind.secretStore)" == "secret_store")
        #expect(ErrorKind(rawValue: "not_found") == .notFound)
    }
}
