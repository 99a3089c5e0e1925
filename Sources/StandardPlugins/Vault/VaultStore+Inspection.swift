import AgeEncryption
public import AutomationCore
import Foundation

/// Looking at everything, and mending what can be mended.
extension VaultStore {
    /// Looks at every mode, record, file and link, and opens what the identities at hand open.
    ///
    /// What a killed writer leaves behind is mended: files that no record knows go into the history, links are
    /// refreshed. Nothing is ever deleted.
    ///
    /// - Parameter isRepairing: Closes what is open to others too, and takes damaged files out of use.
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/secretStore`` when there is no vault that can be looked at.
    public func inspect(repairing isRepairing: Bool) throws(AutomationError) -> VaultInspection {
        var inspection = VaultInspection()
        if isRepairing { closeFolders(&inspection) }
        let places = try reading(nil) { () throws(VaultProblem) in
            _ = try folder.recipients()
            return try folder.places()
        }
        for place in places {
            if isRepairing { closeFiles(place, &inspection) }
            do throws(VaultProblem) {
                try inspect(place, isRepairing, &inspection)
            } catch { inspection.add(place, error) }
        }
        return inspection
    }

    private func inspect(
        _ place: VaultPlace,
        _ isRepairing: Bool,
        _ inspection: inout VaultInspection
    ) throws(VaultProblem) {
        try VaultAccess.checkFolder(place.path, called: "the folder of the server")
        let lock = try place.lock()
        defer { close(lock) }
        let known: VaultRecord?
        do throws(VaultProblem) { known = try place.record() } catch {
            guard isRepairing, moveRecordAside(place) else { throw error }
            inspection.add(place, VaultProblem("\(error.reason); made anew from the files"), isMended: true)
            known = nil
        }
        var record = known ?? VaultRecord(id: place.id)
        let damaged = examine(record, in: place, isRepairing, &inspection)
        if !damaged.isEmpty, isRepairing { record.setAside(damaged) }
        let isWritable = access(place.path, W_OK | X_OK) == 0
        if isWritable { place.moveFromLink(to: newID()) }
        let orphans = place.orphans(of: record)
        let adopted = isWritable ? place.adoptOrphans(into: &record, hadRecord: known != nil) : []
        if !adopted.isEmpty || record.damaged?.count != known?.damaged?.count {
            try place.write(record, tag: world.randomness.next())
        }
        for name in orphans {
            let problem = VaultProblem("no record knows the file \(place.path)/\(name); it belongs into the history")
            inspection.add(place, problem, isMended: adopted.contains(name))
        }
        let isFresh = place.isLinkFresh(for: record)
        if !isFresh {
            let isMended = isWritable && place.refreshLink(for: record, tag: world.randomness.next())
            let problem = VaultProblem("\(VaultPlace.linkName) does not lead to the current password")
            inspection.add(place, problem, isMended: isMended)
        }
        inspection.servers += 1
        inspection.secrets += record.entries.count
    }

    /// Looks at every file.
    ///
    /// - Returns: Those that are damaged.
    private func examine(
        _ record: VaultRecord,
        in place: VaultPlace,
        _ isRepairing: Bool,
        _ inspection: inout VaultInspection
    ) -> Set<String> {
        var damaged: Set<String> = []
        for entry in record.entries {
            do throws(VaultProblem) {
                let sealed = try place.sealed(entry)
                if try opening.open(sealed, entry, in: place) != nil { inspection.opened += 1 }
            } catch {
                damaged.insert(entry.id)
                let reason = isRepairing ? "\(error.reason); taken out of use" : error.reason
                inspection.add(place, VaultProblem(reason, hint: error.hint), isMended: isRepairing)
            }
        }
        return damaged
    }

    private func moveRecordAside(_ place: VaultPlace) -> Bool {
        let record = "\(place.path)/\(VaultPlace.recordName)"
        return rename(record, "\(place.path)/record.damaged-\(newID()).json") == 0
    }

    private func closeFolders(_ inspection: inout VaultInspection) {
        for path in [folder.path, folder.path + "/servers"] { closed(path, 0o700, nil, &inspection) }
        closed("\(folder.path)/\(VaultFolder.recipientsName)", 0o600, nil, &inspection)
        for place in (try? folder.places()) ?? [] { closed(place.path, 0o700, place, &inspection) }
    }

    private func closeFiles(_ place: VaultPlace, _ inspection: inout VaultInspection) {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: place.path))?.sorted() ?? [] {
            closed("\(place.path)/\(name)", 0o600, place, &inspection)
        }
    }

    private func closed(_ path: String, _ mode: mode_t, _ place: VaultPlace?, _ inspection: inout VaultInspection) {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT != S_IFLNK, status.st_mode & 0o077 != 0,
            chmod(path, mode) == 0
        else { return }
        inspection.add(place, VaultProblem("\(path) was open to other users"), isMended: true)
    }
}

extension VaultInspection {
    fileprivate mutating func add(_ place: VaultPlace?, _ problem: VaultProblem, isMended: Bool = false) {
        findings.append(
            Finding(
                server: place?.id,
                message: problem.reason,
                hint: isMended ? nil : problem.hint,
                isMended: isMended
            )
        )
    }
}
