public import AutomationCore
public import Logging

/// A transport that writes a line per request, for requests that no ``CloudClient`` sends: those for credentials.
public struct LoggedTransport: Transport {
    private let base: any Transport
    private let log: RequestLog

    /// Sends with `base`, and writes to `logger` at the level debug.
    public init(_ base: any Transport, logger: Logger, clock: any WorldClock) {
        self.base = base
        log = RequestLog(logger: logger, clock: clock)
    }

    public func send(_ request: TransportRequest) async throws -> TransportResponse {
        try await log.noting(request, attempt: 1) { try await base.send(request) }
    }
}
