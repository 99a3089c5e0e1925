extension Secret: HostObject {
    public static let objectType = ObjectType(
        name: "secret",
        summary: "A password or another text that is never shown: it prints as <secret>.",
        methods: [
            HostFunction(
                "reveal",
                summary: "Gives the secret's text; only when the operator passed --reveal.",
                returns: .init(.string, "the text, no longer protected"),
                errors: [.permission],
                effect: .read,
                body: .immediate { call in
                    guard call.context.allowsReveal else {
                        throw AutomationError(
                            .permission,
                            "revealing a secret is not allowed in this run",
                            hint: "the operator allows it with --reveal; most runbooks need no reveal, because "
                                + "vault.put and password.reset take the secret as it is"
                        )
                    }
                    let secret = try call.receiver(as: Secret.self)
                    call.context.events.receive(.secretRevealed(server: RunContext.currentServer))
                    return secret.withExposedText { .string($0) }
                }
            )
        ]
    )

    public var displayText: String { Self.placeholder }
}
