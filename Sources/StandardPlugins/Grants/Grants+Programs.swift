import AutomationCore

extension Grants {
    /// The path of a program that may be started.
    ///
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/permission`` that names the program and the flag; of kind
    ///   ``ErrorKind/notFound`` when it may be started and is not there.
    func program(_ program: String, searchPath: String, files: FileRoot) throws(AutomationError) -> String {
        let path = ProgramPath.locate(program, searchPath: searchPath, files: files)
        if let path {
            let granted = programs.lazy.compactMap { ProgramPath.locate($0, searchPath: searchPath, files: files) }
            if granted.contains(path) { return path }
        } else if programs.contains(program) {
            throw AutomationError(
                .notFound,
                "there is no program \(program)",
                hint: program.contains("/")
                    ? "is the path right, and may the file be executed?" : "it is looked up in PATH: is it installed?"
            )
        }
        let which = path.map { $0 == program ? "" : ", which is \($0)," } ?? ""
        throw AutomationError(
            .permission,
            "starting \(program)\(which) is not allowed",
            hint: "the operator allows it with --allow-program \(ShellWord.quoted(program))"
        )
    }
}
