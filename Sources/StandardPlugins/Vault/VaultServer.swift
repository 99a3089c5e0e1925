public import Foundation

/// What a vault holds for a server, without the passwords.
public struct VaultServer: Sendable {
    /// One stored password.
    public struct Entry: Sendable {
        /// What the password is to the server.
        public enum Place: String, Sendable {
            /// The one that the server has, as far as is known.
            case current
            /// The one that a reset was, or was about to be, sent with.
            case pending
            /// An earlier or unconfirmed one.
            case history
            /// One whose file is damaged, and which is out of use.
            case damaged
        }

        /// What the password is to the server.
        public let place: Place
        /// When it was stored.
        public let storedAt: Date
        /// The SHA-256 of the sealed password that it came from, if it did.
        public let sealedDigest: String?
        /// Whether it was made for a reset.
        public let isFromReset: Bool
        /// Whether its file was found in the folder: what it was stored for is not known.
        public let isFound: Bool
        /// The encrypted file, relative to the vault.
        public let file: String
        let entry: VaultRecord.Entry

        /// What a damaged one was to the server before; nil when it is not known.
        public var was: Place? { entry.was.flatMap(Place.init) }
    }

    /// The server's id.
    public let id: String
    /// The name that it had when something was last stored for it.
    public let name: String?
    /// All that is stored: the current one, the pending one, the history from the newest to the oldest.
    public let entries: [Entry]
    /// Those that were taken out of use because their files are damaged.
    public let damaged: [Entry]
    /// Those of them that the server may have at this time: nothing that is stored is newer.
    public let lost: [Entry]
    /// Whether its record was made anew, and one of the history may be the password that the server has.
    public let isInDoubt: Bool

    init(_ record: VaultRecord) {
        id = record.serverID
        name = record.serverName
        func entry(_ entry: VaultRecord.Entry, _ place: Entry.Place) -> Entry {
            Entry(
                place: place,
                storedAt: entry.storedAt,
                sealedDigest: entry.sealedDigest,
                isFromReset: entry.reset != nil,
                isFound: entry.isAdopted == true,
                file: "servers/\(record.serverID)/\(entry.file)",
                entry: entry
            )
        }
        entries =
            [record.current.map { entry($0, .current) }, record.pending.map { entry($0, .pending) }].compactMap(\.self)
            + record.history.map { entry($0, .history) }
        damaged = (record.damaged ?? []).map { entry($0, .damaged) }
        isInDoubt = record.inDoubt == true
        lost = damaged.filter { record.isLost($0.entry) }
    }

    /// The entries of one place.
    public func entries(_ place: Entry.Place) -> [Entry] { entries.filter { $0.place == place } }
}
