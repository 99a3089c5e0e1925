import AutomationCore

/// Fields that are put into what belongs to the host.
struct ModuleAssignmentCheck: Check {
    private(set) var findings: [Finding] = []

    mutating func field(_ access: FieldAccess, in script: Script) {
        guard access.purpose == .assignment, let name = access.name else { return }
        let owner: String
        if case .module(let module) = access.base {
            owner = "the module \"\(module.name)\""
        } else if let object = access.base.objectName {
            owner = ParameterType.article(object)
        } else {
            return
        }
        let message = "cannot set \"\(name.text)\" in \(owner): it belongs to the host"
        findings.append(Finding(.moduleAssignment, message, at: name.offset))
    }
}
