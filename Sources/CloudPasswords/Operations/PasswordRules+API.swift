extension PasswordRules {
    /// The rules that a reset through this API has to keep.
    public static func rules(of api: CloudAPI) -> PasswordRules {
        api == .v2_1 ? .deprecated : .current
    }
}
