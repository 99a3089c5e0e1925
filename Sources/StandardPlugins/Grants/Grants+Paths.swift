import AutomationCore

extension Grants {
    /// What a script wants to do with a file or a folder.
    enum PathUse: String {
        case read = "reading"
        case write = "writing"
    }

    /// The real path of what a script named, when it may be used so.
    ///
    /// - Parameter followsLink: Whether a link stands for what it leads to.
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/permission`` that names the path and the flag.
    func path(
        _ path: String,
        for use: PathUse,
        files: FileRoot,
        followsLink: Bool = true
    ) throws(AutomationError) -> String {
        guard !path.isEmpty else { throw AutomationError(.argument, "the path is empty") }
        let place = files.resolve(path)
        let real = followsLink ? try RealPath.resolve(place) : try RealPath.resolveFolder(of: place)
        let granted = paths.filter { $0.holds(real) }
        if granted.contains(where: { use == .read || $0.isWritable }) { return real }
        // Where a link or `..` leads is told, so that nobody grants the wrong folder.
        let isElsewhere = real != place
        let reason = granted.isEmpty ? (isElsewhere ? ": it is \(real)" : "") : ", only reading it is"
        throw AutomationError(
            .permission,
            "\(use.rawValue) \(path) is not allowed\(reason)",
            hint: "the operator allows it with --allow-path \(ShellWord.quoted(isElsewhere ? real : path))"
                + "\(use == .read ? ":ro" : ""), or with a folder that it is in"
        )
    }
}

extension Grants.Path {
    /// Whether a real path is this one, or in it.
    func holds(_ real: String) -> Bool {
        real == path || real.hasPrefix(path.hasSuffix("/") ? path : path + "/")
    }
}
