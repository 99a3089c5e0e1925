import AutomationCore
import Foundation
import TestSupport
import Testing

@testable import LatchkeyCommandLine

/// How a grant gets into the project's file: everything else stays, byte for byte.
struct ProjectTextTests {
    private static let more = Grants(hosts: ["b.example"])

    private func adding(_ grants: Grants = more, to text: String) -> String? {
        ProjectText.adding(grants, to: "up", in: text)
    }

    @Test(arguments: [
        ("", "plugins:\n  up:\n    grant:\n      hosts: [\"b.example\"]\n"),
        ("# ours\n", "# ours\nplugins:\n  up:\n    grant:\n      hosts: [\"b.example\"]\n"),
        ("store: kv", "store: kv\nplugins:\n  up:\n    grant:\n      hosts: [\"b.example\"]\n"),
        ("plugins:\n# none yet\n", "plugins:\n  up:\n    grant:\n      hosts: [\"b.example\"]\n# none yet\n"),
        (
            "plugins:\n    kv:\n        path: x\n",
            "plugins:\n    up:\n        grant:\n            hosts: [\"b.example\"]\n    kv:\n        path: x\n"
        ),
        ("plugins:\n  up:\nstore: up\n", "plugins:\n  up:\n    grant:\n      hosts: [\"b.example\"]\nstore: up\n"),
        (
            "plugins:\n  up: # ours\n    path: x # there\n\n  kv:\n    path: y\n",
            "plugins:\n  up: # ours\n    path: x # there\n    grant:\n      hosts: [\"b.example\"]\n\n  kv:\n    path: y\n"
        ),
        (
            "plugins:\n  up:\n    grant: # nothing yet\n    path: x\n",
            "plugins:\n  up:\n    grant: # nothing yet\n      hosts: [\"b.example\"]\n    path: x\n"
        ),
    ])
    func `a plugin that has got nothing gets a block where it belongs`(before: String, after: String) {
        #expect(adding(to: before) == after)
    }

    @Test(arguments: [
        ("[a.example]  # checked", "[a.example, \"b.example\"]  # checked"),
        ("[\"a.example\"]", "[\"a.example\", \"b.example\"]"),
        ("[]", "[\"b.example\"]"),
        ("['a]b' , ]", "['a]b' , \"b.example\" ]"),
        (
            "[\n        a.example, # ]the first\n        c.example # the last\n      ]",
            "[\n        a.example, # ]the first\n        c.example, \"b.example\" # the last\n      ]"
        ),
        ("# none", "[\"b.example\"] # none"),
        (
            "\n        - a.example # first\n        # the end",
            "\n        - a.example # first\n        - \"b.example\"\n        # the end"
        ),
        ("\n      - a.example", "\n      - a.example\n      - \"b.example\""),
    ])
    func `a list that is there is extended as it is written`(before: String, after: String) {
        func text(_ hosts: String) -> String {
            "# top\nplugins:\n  kv: { path: x }\n  up:\n    grant:\n      secrets: true\n"
                + "      hosts: \(hosts)\n      native: false\n\nstore: kv\n"
        }
        #expect(adding(to: text(before)) == text(after))
    }

    @Test func `each kind of grant finds its place`() throws {
        let text = """
            plugins:
              up:
                grant:
                    hosts: [a.example]   # one
                    paths:
                      - /srv/a
                      - path: /srv/b
                        write: true
                    # what it starts
                    secrets: false       # not yet
                options: { tags: [a] }

            """
        let grants = Grants(
            paths: [.init("/srv/c", isWritable: true), .init("d", isWritable: false)],
            hosts: ["b.example", "c.example"],
            programs: ["gpg"],
            allowsNativeCode: true,
            allowsSecrets: true
        )
        #expect(
            adding(grants, to: text) == """
                plugins:
                  up:
                    grant:
                        hosts: [a.example, "b.example", "c.example"]   # one
                        paths:
                          - /srv/a
                          - path: /srv/b
                            write: true
                          - { path: "/srv/c", write: true }
                          - "d"
                        # what it starts
                        secrets: true       # not yet
                        programs: ["gpg"]
                        native: true
                    options: { tags: [a] }

                """
        )
    }

    @Test func `the line breaks of another system are kept`() {
        let text = "plugins:\r\n  up:\r\n    grant:\r\n      hosts: [a]\r\n      secrets: false\r\n"
        let grants = Grants(hosts: ["b"], programs: ["gpg"], allowsSecrets: true)
        #expect(
            adding(grants, to: text)
                == "plugins:\r\n  up:\r\n    grant:\r\n      hosts: [a, \"b\"]\r\n      secrets: true\r\n"
                + "      programs: [\"gpg\"]\r\n"
        )
    }

    @Test func `a text of several lines is not cut`() {
        let text = "plugins:\n  up:\n    options:\n      note: |\n        one\n        two\nstore: up\n"
        let expected =
            "plugins:\n  up:\n    grant:\n      hosts: [\"b.example\"]\n"
            + "    options:\n      note: |\n        one\n        two\nstore: up\n"
        #expect(adding(to: text) == expected)
    }

    @Test(arguments: [
        "{ plugins: { up: { grant: { hosts: [a] } } } }",
        "plugins: {}\n",
        "plugins:\n  up: {}\n",
        "plugins:\n  up:\n    grant: { hosts: [a] }\n",
        "plugins:\n  kv: &kv\n    grant:\n      hosts: [a]\n  up: *kv\n",
        "plugins:\n  up:\n    grant: &g\n      hosts: [a]\n  kv:\n    grant: *g\n",
        "plugins:\n  kv:\n    grant:\n      hosts: &h [a]\n  up:\n    grant:\n      hosts: *h\n",
        "plugins:\n  up:\n    grant:\n      hosts: ~\n",
        "plugins:\n  up:\n    grant:\n      hosts: !!seq\n",
        "store: kv\n...\n",
        "plugins: 1\n", "plugins:\n\tup: x\n", "a: [\n",
    ])
    func `a form that is not safe to change is left alone`(text: String) {
        #expect(adding(to: text) == nil)
    }

    @Test func `what a plugin calls a host cannot say anything else`() {
        let text = "plugins:\n  up:\n    grant:\n      hosts: [a]\n"
        #expect(adding(Grants(hosts: ["x\"]\n      secrets: true\n      #"]), to: text) == nil)
        #expect(adding(Grants(hosts: ["x\", \"y"]), to: text)?.contains(#""x\", \"y""#) == true)
    }
}
