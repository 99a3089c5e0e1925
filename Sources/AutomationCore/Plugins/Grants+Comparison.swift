extension Grants {
    /// What of these is not granted by `others`, each as an operator reads it: `host cmdb.example.com`,
    /// `path /srv/inventory (reading)`. Empty when nothing is missing.
    public func missing(in others: Grants) -> [String] {
        var missing = hosts.filter { !others.covers(host: $0) }.map { "host \($0)" }
        missing += paths.filter { !others.covers($0) }.map {
            "path \($0.path) (\($0.isWritable ? "reading and writing" : "reading"))"
        }
        missing += programs.filter { !others.programs.contains($0) }.map { "program \($0)" }
        if allowsSecrets && !others.allowsSecrets { missing.append("secrets") }
        if allowsNativeCode && !others.allowsNativeCode { missing.append("native code") }
        return missing
    }

    /// The flags of a command that grant what of these is not granted by `others`.
    public func flags(missingIn others: Grants) -> String {
        var flags = hosts.filter { !others.covers(host: $0) }.map { "--allow-host \($0)" }
        flags += paths.filter { !others.covers($0) }.map { "--allow-path \($0.path):\($0.isWritable ? "rw" : "ro")" }
        flags += programs.filter { !others.programs.contains($0) }.map { "--allow-program \($0)" }
        if allowsSecrets && !others.allowsSecrets { flags.append("--allow-secrets") }
        if allowsNativeCode && !others.allowsNativeCode { flags.append("--allow-native") }
        return flags.joined(separator: " ")
    }

    /// The same with paths that begin at the root.
    public func absolute(in files: FileRoot) -> Grants {
        var grants = self
        grants.paths = paths.map { path in
            let absolute = files.resolve(path.path)
            return Path(
                absolute.count > 1 && absolute.hasSuffix("/") ? String(absolute.dropLast()) : absolute,
                isWritable: path.isWritable
            )
        }
        return grants
    }

    private func covers(host: String) -> Bool {
        hosts.contains { $0 == host || ($0.hasPrefix("*.") && host.hasSuffix($0.dropFirst())) }
    }

    private func covers(_ path: Path) -> Bool {
        paths.contains { granted in
            (granted.isWritable || !path.isWritable)
                && (granted.path == path.path || path.path.hasPrefix(granted.path == "/" ? "/" : granted.path + "/"))
        }
    }
}
