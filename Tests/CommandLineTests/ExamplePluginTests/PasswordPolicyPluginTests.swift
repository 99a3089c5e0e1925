import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct PasswordPolicyPluginTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func `a password that breaks a rule is refused, and generated ones keep all`() async throws {
        let plugin = ExamplePlugin("password-policy", in: folder)
        let words = try folder.write("words", "# what everybody takes\nqwertz\n\nit\n")
        try plugin.configure(["/etc/acme/forbidden-words": words])
        let run = try await plugin.run(
            """
            local password = require "password"
            local log = require "log"
            local input = runbook.inputs { servers = { type = "servers", help = "which servers" } }
            local server = input.servers[1]
            for number, given in ipairs {
              "Sh0rt-Passwor!", "xxACME-2_Fghijklmn", "k9-QwerTz-Trombone", "q9-WIN-001-zz!Kpwrt", "Baaad-Trombone-17!",
              "Gr8-Trombone-It-Is",
            } do
              local ok, err = pcall(password.reset, server, given)
              log.info(number .. ": " .. (ok and "taken" or err.kind .. ", " .. err.message) .. ".")
            end
            for _ = 1, 20 do password.reset(server) end
            """
        )
        #expect(run.exitCode == 0, "\(run.text)")
        let expected = [
            "1: policy, the password must have 16 characters or more.",
            "2: policy, the password must not hold a word that is forbidden here.",
            "3: policy, the password must not hold a word that is forbidden here.",
            "4: policy, the password must not hold the name of the server.",
            "5: policy, the password must not have three equal characters in a row.", "6: taken.",
        ]
        for line in expected { #expect(run.errors.contains(line), "\(run.errors)") }
        #expect(!run.errors.contains("revealed"))
    }

    @Test func `without the grants it is not used`() async throws {
        let plugin = ExamplePlugin("password-policy", in: folder)
        try plugin.configure(["secrets: true": "secrets: false"])
        let run = try await plugin.run(ExamplePlugin.reset)
        #expect(run.exitCode != 0)
        #expect(run.errors.contains("plugin \"password-policy\" asks for what it has not been granted: secrets"))
    }
}
