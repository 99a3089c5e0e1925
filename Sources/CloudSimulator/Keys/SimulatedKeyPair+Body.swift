extension SimulatedKeyPair {
    /// The members that both a list and a detail show. Source: OpenStack Compute API, keypairs.
    func members(call: RouteCall) -> [JSONValue.Member] {
        var members: [JSONValue.Member] = [
            .init(name: "fingerprint", value: .string(fingerprint)),
            .init(name: "name", value: .string(name)),
            // Nova ends the keys that it makes in a comment and a line feed.
            .init(name: "public_key", value: .string(publicKeyLine + " Generated-by-Nova\n")),
        ]
        // Huawei's own pages show the type without a word about dialects.
        if call.microversion.minor >= 2 || call.projectID != nil { members.append(.init(name: "type", value: "ssh")) }
        return members
    }
}
