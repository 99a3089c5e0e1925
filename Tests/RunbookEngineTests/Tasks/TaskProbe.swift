import AutomationCore
import CloudSimulator
import Foundation
import LuaRuntime
import Synchronization

@testable import RunbookEngine

/// Looks from outside at what a run holds: references into Lua, tasks that wait, objects that are alive.
final class TaskProbe: Plugin {
    /// What the run holds at one moment.
    struct Reading: Equatable {
        /// Functions and coroutines that the host refers to.
        var references: Int
        /// Bodies of host functions that have not ended, one Swift task each.
        var waiting: Int
        /// Host objects that anybody, in Lua or in Swift, holds.
        var things: Int
        /// Handles that anybody holds.
        var handles: Int
        /// Who sleeps on the clock.
        var sleepers: Int
    }

    /// A host object that counts itself.
    final class Thing: HostObject {
        static let objectType = ObjectType(name: "thing", summary: "Counts itself.")
        let displayText = "<thing>"
        private let counter: Counter

        init(_ counter: Counter) {
            self.counter = counter
            counter.add(1)
        }

        deinit { counter.add(-1) }
    }

    final class Counter: Sendable {
        private let number = Mutex(0)
        var value: Int { number.withLock { $0 } }
        func add(_ change: Int) { number.withLock { $0 += change } }
    }

    private struct Watched {
        weak var handle: TaskHandle?
    }

    let things = Counter()
    private let waiting = Counter()
    private let watched = Mutex<[Watched]>([])
    private let readings = Mutex<[Reading]>([])
    private let clock: SimulatedClock
    private let state: StateReference

    init(clock: SimulatedClock, state: StateReference) {
        self.clock = clock
        self.state = state
    }

    /// What `probe.read()` has found so far.
    var taken: [Reading] { readings.withLock { $0 } }

    /// What is there now.
    func read() async -> Reading {
        Reading(
            references: await state.get()?.referenceCount ?? 0,
            waiting: waiting.value,
            things: things.value,
            handles: watched.withLock { $0.count { $0.handle != nil } },
            sleepers: clock.sleeperCount
        )
    }

    var manifest: PluginManifest { PluginManifest(name: "probe", version: "1", summary: "Looks on.") }

    var modules: [HostModule] {
        [HostModule(name: "probe", summary: "Looks on.", functions: functions, objectTypes: [Thing.objectType])]
    }

    private var functions: [HostFunction] {
        [
            HostFunction(
                "thing",
                summary: "Makes a thing.",
                returns: .init(.object("thing"), "it"),
                effect: .read,
                body: .immediate { [things] _ in .object(Thing(things)) }
            ),
            HostFunction(
                "wait",
                summary: "Waits for a year, with what it is given in hand.",
                isVariadic: true,
                effect: .read,
                body: .suspending { [waiting, clock] call in
                    waiting.add(1)
                    defer { waiting.add(-1) }
                    try await clock.sleep(for: .seconds(365 * 86_400))
                    return .integer(Int64(call.rest.count))
                }
            ),
            HostFunction(
                "watch",
                summary: "Counts a task's handle while it lives.",
                parameters: [Parameter("task", .object("task"), "the task")],
                effect: .read,
                body: .immediate { [self] call in
                    let handle = try call.required("task", as: TaskHandle.self)
                    watched.withLock { $0.append(Watched(handle: handle)) }
                    return .none
                }
            ),
            HostFunction(
                "read",
                summary: "Notes what there is now.",
                effect: .read,
                body: .suspending { [self] _ in
                    let reading = await read()
                    readings.withLock { $0.append(reading) }
                    return .none
                }
            ),
        ]
    }
}
