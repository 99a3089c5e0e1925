extension PasswordRules {
    /// The rules of the API "Resetting the Password for Logging In to an ECS in One Click"
    /// (`PUT /v1/{project_id}/cloudservers/{server_id}/os-reset-password`), parameter `new_password`.
    ///
    /// The page names Administrator and root on every system. That a user name of one's own counts as well, and on
    /// Windows no three characters of it, is what the page "Resetting the Passwords for Logging In to ECSs in a
    /// Batch" says for the same operation.
    public static let current: PasswordRules = {
        let single = "ECS API Reference, Resetting the Password for Logging In to an ECS in One Click"
        let batch = single + "; Resetting the Passwords for Logging In to ECSs in a Batch"
        let specials = "!@%-_=+[]:./?"
        return PasswordRules(
            name: "the reset API (v1)",
            rules: [
                // "8 to 26 characters"
                PasswordRule(.length(8...26), source: single),
                // "three of upper-case letters, lower-case letters, digits and the permitted special characters"
                PasswordRule(.characterClasses(atLeast: 3, specials: specials), source: single),
                // "permitted" and "forbidden" characters; what is on neither list is not permitted either.
                PasswordRule(.permittedCharacters(specials: specials), source: single),
                // "not the user names Administrator and root nor their reversals"
                PasswordRule(.noAccountName(["Administrator", "root"]), source: batch),
                // "not 3 consecutive characters of the user name Administrator"
                PasswordRule(.noAccountNameFragment(always: ["Administrator"], onWindows: []), source: batch),
            ]
        )
    }()

    /// The rules of the API "Resetting the Password for Logging In to an ECS in One Click (Discarded)"
    /// (`PUT /v2.1/{project_id}/servers/{server_id}/os-reset-password`), parameter `new_password`.
    ///
    /// The page speaks of "the user name"; the accounts that the API resets are Administrator and root.
    public static let deprecated: PasswordRules = {
        let source = "ECS API Reference, Resetting the Password for Logging In to an ECS in One Click (Discarded)"
        let specials = "!@$%^-_=+[{}]:,./?"
        return PasswordRules(
            name: "the discarded reset API (v2.1)",
            rules: [
                // "8 to 26 characters"
                PasswordRule(.length(8...26), source: source),
                // "at least three of: upper-case letters, lower-case letters, digits, special characters"
                PasswordRule(.characterClasses(atLeast: 3, specials: specials), source: source),
                // The page lists the special characters and forbids none; others are refused because of how the guest
                // sets the password.
                PasswordRule(.permittedCharacters(specials: specials), source: source),
                // "not the user name nor the user name reversed"
                PasswordRule(.noAccountName(["Administrator", "root"]), source: source),
                // "Windows: no part of the user name longer than two consecutive characters"
                PasswordRule(.noAccountNameFragment(always: [], onWindows: ["Administrator"]), source: source),
            ]
        )
    }()
}
