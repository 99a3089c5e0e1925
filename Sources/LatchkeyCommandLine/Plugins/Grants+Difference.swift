import AutomationCore
import PluginHost

extension Grants {
    /// What of these `granted` does not cover, as it was written.
    func lacking(in granted: Grants, files: FileRoot) -> Grants {
        let granted = granted.absolute(in: files)
        func isCovered(_ one: Grants) -> Bool { one.absolute(in: files).missing(in: granted).isEmpty }
        return Grants(
            paths: paths.filter { !isCovered(Grants(paths: [$0])) },
            hosts: hosts.filter { !isCovered(Grants(hosts: [$0])) },
            programs: programs.filter { !isCovered(Grants(programs: [$0])) },
            allowsNativeCode: allowsNativeCode && !granted.allowsNativeCode,
            allowsSecrets: allowsSecrets && !granted.allowsSecrets
        )
    }

    /// What of these has nothing to do with anything in `asked`: neither is it asked for, nor something in it.
    func unasked(by asked: Grants, files: FileRoot) -> Grants {
        func isAsked(_ one: Grants) -> Bool {
            let one = one.absolute(in: files)
            return asked.hosts.contains { Grants(hosts: [$0]).missing(in: one).isEmpty }
                || asked.programs.contains { one.programs.contains($0) }
                || asked.absolute(in: files).paths.contains { path in
                    Grants(paths: [Path(path.path, isWritable: false)]).missing(in: one).isEmpty
                }
        }
        return Grants(
            paths: paths.filter { !isAsked(Grants(paths: [$0])) },
            hosts: hosts.filter { !isAsked(Grants(hosts: [$0])) },
            programs: programs.filter { !isAsked(Grants(programs: [$0])) },
            allowsNativeCode: allowsNativeCode && !asked.allowsNativeCode,
            allowsSecrets: allowsSecrets && !asked.allowsSecrets
        )
    }

    static func + (grants: Grants, more: Grants) -> Grants {
        Grants(
            paths: grants.paths + more.paths,
            hosts: grants.hosts + more.hosts,
            programs: grants.programs + more.programs,
            allowsNativeCode: grants.allowsNativeCode || more.allowsNativeCode,
            allowsSecrets: grants.allowsSecrets || more.allowsSecrets
        )
    }
}
