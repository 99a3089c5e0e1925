import AutomationCore
import Foundation

/// Closing to others what is open to them: what a vault has made, and nothing else.
extension VaultStore {
    func closeFolders(_ inspection: inout VaultInspection) {
        guard folder.isVault else { return }
        for path in [folder.path, folder.path + "/servers"] { closed(path, 0o700, nil, &inspection) }
        closed("\(folder.path)/\(VaultFolder.recipientsName)", 0o600, nil, &inspection)
        for place in (try? folder.places()) ?? [] {
            guard let names = try? place.names(), names.isEmpty || names.contains(where: VaultPlace.isOurs) else {
                continue
            }
            closed(place.path, 0o700, place, &inspection)
        }
    }

    func closeFiles(_ place: VaultPlace, _ inspection: inout VaultInspection) {
        for name in (try? place.names()) ?? [] where VaultPlace.isOurs(name) && place.isFile(name) {
            closed("\(place.path)/\(name)", 0o600, place, &inspection)
        }
    }

    private func closed(_ path: String, _ mode: mode_t, _ place: VaultPlace?, _ inspection: inout VaultInspection) {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT != S_IFLNK, status.st_mode & 0o077 != 0,
            chmod(path, mode) == 0
        else { return }
        inspection.add(place, VaultProblem("\(path) was open to other users"), .mended)
    }
}
