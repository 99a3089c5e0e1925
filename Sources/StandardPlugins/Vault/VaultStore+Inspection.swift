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
    /// - Parameter isRepairing: Closes what is open to others too, makes records anew that are damaged or gone, and
    ///   takes damaged files out of use.
    /// - Throws: ``AutomationError`` of kind ``ErrorKind/secretStore`` when there is no vault that can be looked at, or
    ///   the identity is no good.
    public func inspect(repairing isRepairing: Bool) throws(AutomationError) -> VaultInspection {
        var inspection = VaultInspection()
        if isRepairing { closeFolders(&inspection) }
        let (places, identities) = try reading(nil) { () throws(VaultProblem) in
            (try folder.places(), try opening.identities())
        }
        do throws(VaultProblem) { _ = try folder.recipients() } catch { inspection.add(nil, error) }
        for place in places {
            if isRepairing { closeFiles(place, &inspection) }
            do throws(VaultProblem) {
                try inspect(place, identities, isRepairing, &inspection)
            } catch { inspection.add(place, error) }
        }
        inspection.hasIdentity = !identities.isEmpty
        tellOfForeign(&inspection)
        return inspection
    }

    private func inspect(
        _ place: VaultPlace,
        _ identities: [AgeIdentity],
        _ isRepairing: Bool,
        _ inspection: inout VaultInspection
    ) throws(VaultProblem) {
        inspection.servers += 1
        try VaultAccess.checkFolder(place.path, called: "the folder of the server")
        let lock = try place.lock()
        defer { close(lock) }
        var lost: VaultProblem?
        let known: VaultRecord?
        do throws(VaultProblem) { known = try place.wholeRecord() } catch {
            guard isRepairing, error.isDamage else { throw error }
            (known, lost) = (nil, error)
        }
        var record = known ?? VaultRecord(id: place.id)
        let isWritable = access(place.path, W_OK | X_OK) == 0
        if isWritable { place.moveFromLink(to: newID()) }
        let orphans = try place.orphans(of: record)
        let adopted = isWritable ? try place.adoptOrphans(into: &record, isAnew: lost != nil) : []
        var upkeep = VaultUpkeep(place: place, opening: opening, identities: identities, isRepairing: isRepairing)
        upkeep.examine(&record)
        let isChanged = !adopted.isEmpty || record.damaged?.map(\.id) != known?.damaged?.map(\.id)
        if isChanged || lost != nil {
            do throws(VaultProblem) {
                lost = try write(record, insteadOf: lost, in: place)
            } catch {
                // Nothing is mended, and what is wrong is told all the same.
                if let lost { inspection.add(place, lost) }
                inspection.findings += upkeep.findings.filter { $0.severity != .mended }
                throw error
            }
        }
        if let lost {
            tellOfNewRecord(lost, record, place, &inspection)
        } else if record.inDoubt == true {
            inspection.add(place, VaultProblem(VaultAdvice.doubt, hint: advice.settle(place.id)))
        }
        for name in orphans where lost == nil {
            let problem = VaultProblem("no record knows the file \(place.path)/\(name); it belongs into the history")
            inspection.add(place, problem, adopted.contains(name) ? .mended : .error)
        }
        inspection.findings += upkeep.findings
        if !place.isLinkFresh(for: record) {
            let isMended = isWritable && place.refreshLink(for: record, tag: world.randomness.next())
            let problem = VaultProblem(
                "\(VaultPlace.linkName) does not lead to the current password",
                hint: isMended ? nil : VaultAdvice.look(at: "\(place.path)/\(VaultPlace.linkName)")
            )
            inspection.add(place, problem, isMended ? .mended : .error)
        }
        inspection.secrets += record.entries.count
        inspection.opened += upkeep.opened
        inspection.foreign += upkeep.foreign
    }

    /// Writes the record of a server, keeping the damaged one that it replaces.
    ///
    /// - Returns: What was wrong with that one, and where it is now.
    private func write(
        _ record: VaultRecord,
        insteadOf lost: VaultProblem?,
        in place: VaultPlace
    ) throws(VaultProblem) -> VaultProblem? {
        let aside = lost == nil ? nil : try place.keepRecordAside(newID())
        do throws(VaultProblem) { try place.write(record, tag: world.randomness.next()) } catch {
            guard let aside else { throw error }
            throw VaultProblem("\(error.reason); the damaged one is kept in \(place.path)/\(aside)", hint: error.hint)
        }
        guard let lost, let aside else { return lost }
        return VaultProblem("\(lost.reason), and kept in \(aside)", hint: lost.hint)
    }

    /// Says what is lost with a record that was made anew.
    private func tellOfNewRecord(
        _ problem: VaultProblem,
        _ record: VaultRecord,
        _ place: VaultPlace,
        _ inspection: inout VaultInspection
    ) {
        let lost = "\(problem.reason); it was made anew from the files; lost are \(VaultAdvice.lostWithRecord)"
        guard record.inDoubt == true else {
            let hint =
                "see what it says now with: \(advice.command("show \(VaultAdvice.quoted(place.id))")); the name is "
                + "known again when something is stored for the server next"
            return inspection.add(place, VaultProblem(lost, hint: hint), .mended)
        }
        let text = "\(lost), and which password is the current one"
        inspection.add(place, VaultProblem(text, hint: advice.settle(place.id)))
    }

    private func tellOfForeign(_ inspection: inout VaultInspection) {
        guard inspection.foreign > 0 else { return }
        let passwords = "\(inspection.secrets) password\(inspection.secrets == 1 ? "" : "s")"
        let identity = opening.keys.file.map { "the identity \($0)" } ?? "the identity at hand"
        let hint =
            "give the identity file that fits with --identity; it is one whose public half stands in "
            + "\(folder.path)/\(VaultFolder.recipientsName), and this prints it: age-keygen -y IDENTITY"
        if inspection.opened == 0 {
            inspection.add(nil, VaultProblem("\(identity) opens none of the \(passwords)", hint: hint))
        } else {
            let text = "\(identity) does not open \(inspection.foreign) of the \(passwords)"
            inspection.add(nil, VaultProblem(text, hint: hint), .note)
        }
    }
}
