import AutomationCore
import Synchronization

extension PluginConnection {
    func live(_ program: ProgramLaunch, _ launcher: any ProcessLauncher) async {
        let end: ConnectionEnd
        do {
            let code = try await launcher.converse(with: program, listener: self) { await self.serve($0) }
            end = .exited(code: code, lastWords: log.lastWords)
        } catch ProgramFailure.notStarted(let reason) {
            end = .notStarted(reason: reason)
        } catch {
            end = .notStarted(reason: "\(error)")
        }
        log.flush()
        let (waiters, watch) = state.withLock { state in
            if state.end == nil { state.end = state.isDismissed ? .dismissed : end }
            state.phase = .stopped
            return (state.table.drain(), state.watch)
        }
        watch?.cancel()
        for waiter in waiters { waiter.resume(returning: .lost) }
    }

    /// Lets what is sent through until the process has ended or is to end.
    private func serve(_ input: any ProgramInput) async {
        state.withLock { state in
            input.send(state.outgoing)
            state.outgoing = []
            state.input = input
        }
        while true {
            let ticket = phases.join()
            guard state.withLock({ $0.phase }) == .open else { return phases.leave(ticket) }
            guard (try? await phases.wait(ticket)) != nil else { return }
        }
    }

    /// Sees to it that somebody looks at `deadline`.
    func watch(until deadline: MonotonicInstant, _ state: inout State) {
        if let nextLook = state.nextLook, nextLook <= deadline { return }
        state.nextLook = deadline
        state.watch?.cancel()
        state.watch = Task(executorPreference: world.executor) { await self.keepWatch(from: deadline) }
    }

    private func keepWatch(from first: MonotonicInstant) async {
        var next: MonotonicInstant? = first
        while let deadline = next {
            guard (try? await world.clock.sleep(until: deadline)) != nil else { return }
            let now = world.clock.now
            let overdue = state.withLock { state in
                let overdue = state.table.expire(now)
                next = state.table.nextDeadline
                state.nextLook = next
                for request in overdue where !request.isCancelled && state.phase == .open {
                    state.send(Self.cancellation(of: request.id))
                }
                return overdue
            }
            for request in overdue { request.waiter.resume(returning: request.isCancelled ? .cancelled : .timedOut) }
        }
    }
}
