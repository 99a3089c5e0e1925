import AutomationCore

/// The rules.
extension StoreRule {
    /// All rules.
    public static let all = keeping + origins + resets

    private static let keeping = [
        StoreRule("a store that holds nothing says so") { store in
            try await store.expect(nil, history: 0)
            try store.demand(try await store.store.record(for: store.server) == nil, "there is a record of nothing")
        },
        StoreRule("what was put is current for everybody, and whence it came is known") { store in
            try await store.put("Password-1", sealed: "abc")
            try await store.expect("Password-1", history: 0)
            let record = try await store.other.record(for: store.server)
            try store.demand(record?.holds(sealedDigest: "abc") == true, "the sealed password's digest is lost")
            try store.demand(record?.holds(sealedDigest: "abd") == false, "it holds what was never stored")
        },
        StoreRule("nothing that was ever stored is dropped") { store in
            for text in ["a", "b", "c"] { try await store.put(text) }
            try await store.expect("c", history: 2)
            _ = try await store.store.putPending(Secret("x"), for: store.server)
            try await store.expect("c", isPending: true, history: 2)
            let second = try await store.store.putPending(Secret("y"), for: store.server)
            try await store.expect("c", isPending: true, history: 3)
            try await store.store.promote(second, for: store.server)
            try await store.expect("y", history: 4)
            let third = try await store.store.putPending(Secret("z"), for: store.server)
            try await store.store.withdraw(third, for: store.server)
            try await store.expect("y", history: 5)
        },
        StoreRule("the same password of the same sealed one is no news, of another it is") { store in
            for _ in 0..<3 { try await store.put("a", sealed: "1") }
            try await store.expect("a", history: 0)
            try await store.put("a", sealed: "2")
            try await store.expect("a", history: 1)
            try store.demand(try await store.digests() == ["2", "1"], "the newest does not come first")
        },
        StoreRule("whatever is in a password comes back", needsReader: true) { store in
            let texts = [
                " ", "line\n", "quote \" backslash \\ slash / 密码 \u{1F511} \u{7}",
                String(repeating: "Long-Passw0rd ", count: 500),
            ]
            for (number, text) in texts.enumerated() {
                try await store.put(text)
                try await store.expect(text, history: number)
            }
        },
        StoreRule("a server without a name is a server") { store in
            let nameless = Server(id: store.server.id + "-nameless")
            try await store.store.put(Secret("a"), for: nameless)
            try await store.expect("a", history: 0, of: nameless)
            try await store.expect(nil, history: 0)
        },
        StoreRule("two that write at once to one server lose nothing") { store in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<20 {
                    let user = number.isMultiple(of: 2) ? store.store : store.other
                    group.addTask { try await user.put(Secret("p-\(number)"), for: store.server) }
                }
                try await group.waitForAll()
            }
            let record = try await store.store.record(for: store.server)
            try store.demand(record?.current != nil && record?.history.count == 19, "a password is lost")
        },
        StoreRule("servers do not disturb one another") { store in
            let servers = (0..<8).map { Server(id: "\(store.server.id)-\($0)") }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for server in servers {
                    group.addTask {
                        let pending = try await store.store.putPending(Secret("new-\(server.id)"), for: server)
                        try await store.other.promote(pending, for: server)
                    }
                }
                try await group.waitForAll()
            }
            for server in servers { try await store.expect("new-\(server.id)", history: 0, of: server) }
        },
    ]

    private static let origins = [
        StoreRule("an initial password that comes after a reset does not become current") { store in
            try await store.reset(to: "new")
            for _ in 0..<2 {
                try await store.put("initial", sealed: "1")
                try await store.expect("new", history: 1)
            }
            try store.demand(try await store.digests() == [nil, "1"], "the initial password is not in the history")
        },
        StoreRule("an initial password from a record that was written anew becomes current") { store in
            try await store.put("first", sealed: "1")
            try await store.reset(to: "new")
            try await store.put("first", sealed: "1")
            try await store.expect("new", history: 1)
            try await store.put("second", sealed: "2")
            try await store.expect("second", history: 2)
        },
        StoreRule("a password that was put by hand becomes current after a reset") { store in
            try await store.reset(to: "new")
            try await store.put("by hand")
            try await store.expect("by hand", history: 1)
        },
        StoreRule("an initial password that comes after one that was put by hand does not become current") { store in
            try await store.put("by hand")
            try await store.put("initial", sealed: "1")
            try await store.expect("by hand", history: 1)
        },
        StoreRule("an initial password that comes during a reset leaves the pending one alone") { store in
            let pending = try await store.store.putPending(Secret("new"), for: store.server)
            try await store.put("initial", sealed: "1")
            try await store.expect("initial", isPending: true, history: 0)
            try await store.store.promote(pending, for: store.server)
            try await store.expect("new", history: 1)
        },
    ]

    private static let resets = [
        StoreRule("what is not pending cannot be promoted, and withdrawing it changes nothing") { store in
            let unknown = PendingPassword(rawValue: "unknown")
            try await store.put("a")
            let error = try await store.failure { try await store.store.promote(unknown, for: store.server) }
            try store.demand(error.kind == .secretStore, "the error is of kind \(error.kind.rawValue)")
            try await store.store.withdraw(unknown, for: store.server)
            try await store.expect("a", history: 0)
        },
        StoreRule("a pending password is there for everybody before it is promoted") { store in
            let pending = try await store.store.putPending(Secret("new"), for: store.server)
            try await store.expect(nil, isPending: true, history: 0)
            try await store.other.promote(PendingPassword(rawValue: pending.rawValue), for: store.server)
            try await store.expect("new", history: 0)
        },
        StoreRule("two that reset one server promote each its own") { store in
            let first = try await store.store.putPending(Secret("a"), for: store.server)
            let second = try await store.other.putPending(Secret("b"), for: store.server)
            try store.demand(first != second, "two pending passwords have one name")
            try await store.store.promote(first, for: store.server)
            try await store.expect("a", isPending: true, history: 0)
            for _ in 0..<2 {
                try await store.other.promote(second, for: store.server)
                try await store.expect("b", history: 1)
            }
        },
        StoreRule("one whose reset is refused does not withdraw the other's password") { store in
            let first = try await store.store.putPending(Secret("a"), for: store.server)
            let second = try await store.other.putPending(Secret("b"), for: store.server)
            try await store.store.withdraw(first, for: store.server)
            try await store.expect(nil, isPending: true, history: 1)
            try await store.other.promote(second, for: store.server)
            try await store.expect("b", history: 1)
        },
    ]
}
