import AutomationCore
import Testing

struct SpellingTests {
    @Test(arguments: [
        ("timeot", "timeout"), ("tiemout", "timeout"), ("timeoutt", "timeout"), ("Timeout", "timeout"),
        ("tmieotu", "timeout"), ("ap", "api"), ("pai", "api"), ("usr", "user"), ("escro", "escrow"),
    ])
    func `a slip finds the name that was meant`(written: String, meant: String) {
        #expect(Spelling.nearest(to: written, among: ["api", "escrow", "timeout", "user"]) == meant)
    }

    @Test(arguments: ["", "retries", "tim", "wait", "iap1", "xyz"])
    func `what is far from every name finds none`(written: String) {
        #expect(Spelling.nearest(to: written, among: ["api", "escrow", "timeout", "user"]) == nil)
    }

    @Test func `of two equally near names the first of the alphabet is told, whatever their order`() {
        #expect(Spelling.nearest(to: "gat", among: ["get", "gut"]) == "get")
        #expect(Spelling.nearest(to: "gat", among: ["gut", "get"]) == "get")
    }

    @Test func `nothing known finds nothing`() {
        #expect(Spelling.nearest(to: "get", among: []) == nil)
        #expect(Spelling.nearest(to: "get", among: [""]) == nil)
    }
}
