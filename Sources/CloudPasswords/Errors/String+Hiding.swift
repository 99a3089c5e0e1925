import AutomationCore

extension String {
    /// The text with all of `secrets` taken out.
    ///
    /// Clouds echo what they were sent in their error messages, gateways even whole requests.
    func hiding(_ secrets: [Secret]) -> String {
        secrets.filter { !$0.isEmpty }.reduce(self) { text, secret in
            secret.withExposedText { text.replacing($0, with: Secret.placeholder) }
        }
    }
}
