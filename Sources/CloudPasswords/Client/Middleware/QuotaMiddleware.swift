package import AutomationCore

/// Keeps every attempt within the account's quota, and learns the quota from what the cloud refuses.
///
/// Stands inside the retries, because the cloud counts attempts and not operations.
package struct QuotaMiddleware: Middleware {
    let quotas: RequestQuotas

    package func handle(
        _ request: TransportRequest,
        context: RequestContext,
        next: Next
    ) async throws -> TransportResponse {
        let quota = context.operation.action.quota
        var context = context
        let permit: QuotaPermit
        if let waitedFor = context.permit {
            permit = waitedFor
        } else {
            permit = try await quotas.permit(for: quota, isFirst: context.attempt > 1)
            context.deadline.extend(by: permit.waited)
        }
        context.permit = nil
        do {
            let response = try await next(request, context)
            quotas.note(.answered, permit)
            return response
        } catch let error as AutomationError where error.kind == .throttled {
            let known = quotas.limit(of: quota)
            let stated = QuotaLimit(throttleMessage: error.message)
            quotas.note(.throttled(stated: stated, retryAfter: stated == nil ? error.retryAfter : nil), permit)
            if let limit = quotas.limit(of: quota), limit != known {
                let message =
                    stated == nil
                    ? "the cloud finds the requests of this kind (\(quota.rawValue)) too many; going on with \(limit)"
                    : "the cloud allows \(limit) of this kind (\(quota.rawValue)); keeping to that"
                context.events.receive(.log(.warning, message, server: nil))
            }
            throw error
        } catch let error as AutomationError where error.status == nil && error.isCertainlyNotDone {
            quotas.note(.unsent, permit)
            throw error
        } catch {
            // What was sent may have been counted, whatever became of its answer.
            quotas.note(.answered, permit)
            throw error
        }
    }
}
