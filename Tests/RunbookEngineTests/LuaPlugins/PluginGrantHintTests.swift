import AutomationCore
import Testing

@testable import RunbookEngine

/// Where a plugin lacks what its manifest does not ask for, as with a host that an option names.
struct PluginGrantHintTests {
    @Test(arguments: [
        ("--allow-host kv.example.com:8443", #"hosts: ["kv.example.com:8443"]"#, ""),
        ("--allow-path /srv/out", #"paths: [{ path: "/srv/out", write: true }]"#, ", or with a folder that it is in"),
        ("--allow-path /srv/out:ro", #"paths: ["/srv/out"]"#, ", or with a folder that it is in"),
        (#"--allow-path '/srv/a'\''b "c"':ro"#, #"paths: ["/srv/a'b \"c\""]"#, ""),
        ("--allow-program gpg", #"programs: ["gpg"]"#, ""),
    ])
    func `what to write in the project's file is told word by word`(flag: String, lines: String, tail: String) {
        #expect(
            PluginGrantHint.text(for: "the operator allows it with \(flag)\(tail)", plugin: "kv")
                == "the operator grants it in latchkey.yaml, under plugins: kv: grant: by \(lines), or for one run by "
                + "--plugin FOLDER \(flag); what the plugin always needs it should ask for in its permissions"
        )
    }

    @Test func `that https is better stays said`() {
        let hint = "use https; where it is not to be had, the operator allows http with --allow-host http://kv"
        let text = PluginGrantHint.text(for: hint, plugin: "kv")
        #expect(
            text?.hasPrefix("use https; where it is not to be had, the operator grants it in latchkey.yaml") == true
        )
        #expect(text?.contains(#"hosts: ["http://kv"]"#) == true)
    }

    @Test func `other hints are left alone`() {
        #expect(PluginGrantHint.text(for: "is the path right?", plugin: "kv") == nil)
        #expect(PluginGrantHint.text(for: "the operator allows it with --reveal; most need none", plugin: "kv") == nil)
    }
}
