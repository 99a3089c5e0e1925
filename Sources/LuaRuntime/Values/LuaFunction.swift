/// A function of a script, or an error value that it has raised, held by Swift.
///
/// The script's side keeps it as long as this value lives.
public final class LuaFunction: Sendable {
    let reference: Int32
    let releases: ReleaseList

    init(reference: Int32, releases: ReleaseList) {
        self.reference = reference
        self.releases = releases
    }

    deinit {
        // Any thread may drop the last reference, and only the state's owner may touch Lua.
        releases.add(reference)
    }
}
