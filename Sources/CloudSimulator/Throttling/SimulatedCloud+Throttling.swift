import AutomationCore
import Foundation

extension SimulatedCloud {
    /// The refusal of a call that comes too often; nil, and the call is counted, when it may pass.
    ///
    /// The limits are the account's, and all that a simulated cloud lets in belong to one account.
    mutating func throttled(
        _ operation: SimulatedOperation,
        requestID: String,
        at now: Date
    ) -> TransportResponse? {
        let concerned = configuration.throttles.indices.filter {
            configuration.throttles[$0].operations.operations.contains(operation)
        }
        for index in concerned {
            let throttle = configuration.throttles[index]
            let window = configuration.wallSeconds(throttle.window)
            guard let wait = throttle.wait(at: now, window: window) else { continue }
            throttledCount += 1
            return throttle.answer(wait: wait, window: window, requestID: requestID)
        }
        for index in concerned { configuration.throttles[index].admit(at: now) }
        return nil
    }
}
