import AutomationCore

extension Grants {
    /// Makes sure that an address may be called.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/permission`` that names the host and the flag, and nothing more
    ///   of the address.
    func check(_ address: HTTPAddress) throws(AutomationError) {
        var patterns: [HostPattern] = []
        for host in hosts { patterns.append(try HostPattern(host)) }
        guard patterns.contains(where: { $0.admits(address) }) else {
            throw AutomationError(
                .permission,
                "calling \(address.authority) is not allowed",
                hint: "the operator allows it with --allow-host \(address.isPlain ? "http://" : "")\(address.authority)"
            )
        }
        guard !address.isPlain || patterns.contains(where: { $0.admitsPlain(address) }) else {
            throw AutomationError(
                .permission,
                "calling \(address.authority) without encryption is not allowed",
                hint: "use https; where it is not to be had, the operator allows http with "
                    + "--allow-host http://\(address.authority)"
            )
        }
    }
}
