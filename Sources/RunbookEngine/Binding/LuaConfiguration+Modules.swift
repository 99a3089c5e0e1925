import AutomationCore
import LuaRuntime

extension LuaConfiguration {
    /// Lets `require` find the modules in a script's folder, and compiled ones where these grants allow them.
    ///
    /// - Parameter permission: Who allows compiled modules, and how: the end of a sentence.
    mutating func findModules(in files: ModuleFiles, grants: Grants, permission: String) {
        let native = NativeModules(folder: files.path)
        if grants.allowsNativeCode {
            nativePath = native.path
            findModule = { try files.find($0) }
            return
        }
        findModule = { name in
            if let source = try files.find(name) { return source }
            guard let file = native.find(name) else { return nil }
            throw AutomationError(
                .permission,
                "the module \"\(name)\" is compiled (\(file)), and compiled modules may not be loaded here; \(permission)"
            )
        }
    }
}
