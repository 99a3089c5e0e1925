/// What scripted plugins answer to `initialize`.
enum Manifests {
    /// A plugin with one function of each effect.
    static let plain = make(modules: echo)

    static let echo = """
        {"echo":{"summary":"Echoes.","functions":{
        "ping":{"summary":"Gives pong.","parameters":[{"name":"value","type":"any","help":"anything","optional":true}],\
        "returns":{"type":"any","help":"pong","optional":true},"effect":"once"},
        "look":{"summary":"Looks.","returns":{"type":"any","help":"pong","optional":true},"effect":"read"}}}}
        """

    static func make(
        name: String = "echo",
        options: String = "{}",
        permissions: String = "{}",
        modules: String = "{}",
        slots: String = "[]",
        more: String = ""
    ) -> String {
        """
        {"name":"\(name)","version":"1.0","contract":1,"summary":"For tests.","options":\(options),\
        "permissions":\(permissions),"modules":\(modules),"slots":\(slots)\(more)}
        """.replacing("\n", with: "")
    }
}
