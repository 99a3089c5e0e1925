import Foundation

/// Runs `body` on a thread of its own, so that seconds of simulated runs do not keep other tests from running.
///
/// Expectations belong outside `body`: on a foreign thread they would not know their test.
func onThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result(catching: body)) }
    }
}
