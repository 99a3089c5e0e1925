import AutomationCore

/// One `fleet.each`: a window of servers that moves along the list.
struct FleetRun {
    let function: any ScriptFunction
    let events: any EventSink
    let activity: Activity
    let limit: FailureLimit

    /// Calls the function for every server, at most `concurrency` at once, and waits for all of them.
    ///
    /// When the task is cancelled, or more have failed than may, no further server is started; those that were not are
    /// reported so. Those under way go on to their end.
    func results(for servers: [Server], concurrency: Int) async -> [Value] {
        let count = ChildCount(activity, parentHandlesEach: true)
        return await withTaskGroup(of: (Int, Value).self) { group in
            var results = [Value](repeating: .none, count: servers.count)
            var next = 0
            for _ in 0..<min(concurrency, servers.count) {
                add(next, servers, to: &group, count)
                next += 1
            }
            count.parentWaits()
            defer { count.parentGoesOn() }
            while let (index, result) = await group.next() {
                results[index] = result
                if next < servers.count {
                    add(next, servers, to: &group, count)
                    next += 1
                }
                count.parentHandled()
            }
            return results
        }
    }

    private func add(
        _ index: Int,
        _ servers: [Server],
        to group: inout TaskGroup<(Int, Value)>,
        _ count: ChildCount
    ) {
        let server = servers[index]
        // Told here and not by the child, so that the report's order is that of the list, whichever child runs first.
        let refusal = limit.isExceeded ? limit.leaveOut(server) : nil
        if !Task.isCancelled, refusal == nil { events.receive(.serverStarted(server)) }
        count.childBegan()
        group.addTask { [self] in
            defer { count.childEnded() }
            return await RunContext.$currentServer.withValue(server) { (index, await result(for: server, refusal)) }
        }
    }

    private func result(for server: Server, _ refusal: AutomationError?) async -> Value {
        guard !Task.isCancelled else {
            return finish(server, error: AutomationError(.cancelled, "not started", server: server.label))
        }
        if let refusal { return finish(server, error: refusal) }
        do {
            let values = try await function.call([.object(server)])
            events.receive(.serverFinished(server, error: nil))
            return .record(["server": .object(server), "ok": .boolean(true), "value": values.first ?? .none])
        } catch {
            limit.countFailure()
            return finish(server, error: AutomationError(error))
        }
    }

    private func finish(_ server: Server, error: AutomationError) -> Value {
        events.receive(.serverFinished(server, error: error))
        return .record(["server": .object(server), "ok": .boolean(false), "error": .error(error)])
    }
}
