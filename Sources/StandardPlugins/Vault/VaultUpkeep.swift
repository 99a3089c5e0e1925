import AgeEncryption
import AutomationCore

/// Looks at every encrypted file of one server, and takes into use and out of use what has to be.
struct VaultUpkeep {
    let place: VaultPlace
    let opening: VaultOpening
    let identities: [AgeIdentity]
    let isRepairing: Bool
    private(set) var opened = 0
    private(set) var foreign = 0
    private(set) var findings: [VaultInspection.Finding] = []

    init(place: VaultPlace, opening: VaultOpening, identities: [AgeIdentity], isRepairing: Bool) {
        self.place = place
        self.opening = opening
        self.identities = identities
        self.isRepairing = isRepairing
    }

    /// Examines the files that a record names.
    mutating func examine(_ record: inout VaultRecord) {
        for entry in record.damaged ?? [] { examineDamaged(entry, &record) }
        var damaged: [(VaultRecord.Entry, VaultProblem)] = []
        for entry in record.entries {
            do throws(VaultProblem) { try open(entry) } catch { damaged.append((entry, error)) }
        }
        for (_, problem) in damaged where !isRepairing || !problem.isDamage {
            add(problem.reason, problem.hint, .error)
        }
        guard isRepairing else { return }
        // What is only closed to whoever looks is not damaged.
        damaged.removeAll { !$0.1.isDamage }
        record.setAside(Set(damaged.map(\.0.id)))
        for (entry, problem) in damaged {
            let entry = record.damaged?.first { $0.id == entry.id } ?? entry
            let text = "\(problem.reason); it is out of use from now on, and stays where it is"
            add("\(Self.subject(entry)) is lost: \(text)", advice(record), .error)
        }
    }

    /// Looks whether a file that is out of use was restored; while it was not, it is told what is lost with it.
    private mutating func examineDamaged(_ entry: VaultRecord.Entry, _ record: inout VaultRecord) {
        do throws(VaultProblem) {
            // It is counted when the others are.
            let secret = try opening.open(place.sealed(entry), entry, in: place, with: identities)
            // Of one that was found it is known only how it was when it was found.
            guard secret != nil || entry.isAdopted != true else { throw VaultProblem("\(place.path)/\(entry.file)") }
            record.takeUp(entry)
            add("\(place.path)/\(entry.file) is as it was written, and in use again", nil, .mended)
        } catch {
            let text = "\(Self.subject(entry)) is lost and out of use: \(error.reason)"
            let isLost = record.isLost(entry)
            add(text, isLost ? advice(record) : nil, isLost ? .error : .note)
        }
    }

    private mutating func open(_ entry: VaultRecord.Entry) throws(VaultProblem) {
        let sealed = try place.sealed(entry)
        if try opening.open(sealed, entry, in: place, with: identities) != nil {
            opened += 1
        } else if !identities.isEmpty {
            foreign += 1
        }
    }

    private mutating func add(_ text: String, _ hint: String?, _ severity: VaultInspection.Finding.Severity) {
        findings.append(.init(server: place.id, message: text, hint: hint, severity: severity))
    }

    private func advice(_ record: VaultRecord) -> String {
        place.advice.replacePassword(of: place.id, isOneOfMany: !record.history.isEmpty)
    }

    private static func subject(_ entry: VaultRecord.Entry) -> String {
        switch entry.was {
        case VaultServer.Entry.Place.current.rawValue: "the CURRENT password"
        case VaultServer.Entry.Place.pending.rawValue: "the PENDING password"
        case VaultServer.Entry.Place.history.rawValue: "an earlier password"
        default: "a password"
        }
    }
}
