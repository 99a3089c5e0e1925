public import AutomationCore
public import Foundation
import HTTPTypes

extension SimulatedCloud {
    /// Takes one request and says how it ends.
    ///
    /// What the request changes is changed at once, however long its answer takes.
    ///
    /// - Parameter now: the wall time at which the request arrives.
    public mutating func handle(_ request: TransportRequest, at now: Date) -> SimulatedOutcome {
        let target = (request.head.path ?? "/").split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let path = target.first ?? "/"
        let match = RouteMatch(method: request.head.method, path: path)
        var operation: SimulatedOperation?
        var serverID: String?
        if case .found(let route, let places) = match {
            operation = route.operation
            serverID = places["{server_id}"]
        }
        let fault = faults.effect(on: operation, serverID: serverID, generator: &faultGenerator)
        var record = RecordedRequest(
            time: now,
            method: request.head.method,
            path: String(path),
            query: target.count > 1 ? String(target[1]) : nil,
            headers: request.head.headerFields,
            body: request.body,
            operation: operation,
            serverID: serverID,
            fault: fault,
            status: nil
        )
        let throttledBefore = throttledCount
        let outcome = outcome(of: request, match, fault, at: now)
        record.isThrottled = throttledCount > throttledBefore
        record.status = outcome.response?.head.status.code
        keep(record)
        return outcome
    }

    private mutating func outcome(
        of request: TransportRequest,
        _ match: RouteMatch,
        _ fault: FaultEffect?,
        at now: Date
    ) -> SimulatedOutcome {
        let requestID = requestGenerator.hexadecimal(32)
        let latency = configuration.wallDuration(requestGenerator.duration(in: configuration.latency))
        switch fault {
        case .refuseConnection:
            return .connectionRefused
        case .loseRequest:
            return .connectionLost(after: latency)
        case .loseAnswer:
            _ = answer(to: request, match, requestID: requestID, at: now)
            return .connectionLost(after: latency)
        case .answer(let canned):
            return .answer(canned.response.with(requestID: requestID, at: now), after: latency)
        case .replaceAnswer(let canned):
            _ = answer(to: request, match, requestID: requestID, at: now)
            return .answer(canned.response.with(requestID: requestID, at: now), after: latency)
        case .delay(let delay):
            let response = answer(to: request, match, requestID: requestID, at: now)
            return .answer(
                response.with(requestID: requestID, at: now),
                after: latency + configuration.wallDuration(delay)
            )
        case nil:
            let response = answer(to: request, match, requestID: requestID, at: now)
            return .answer(response.with(requestID: requestID, at: now), after: latency)
        }
    }

    private mutating func answer(
        to request: TransportRequest,
        _ match: RouteMatch,
        requestID: String,
        at now: Date
    ) -> TransportResponse {
        switch match {
        case .nothing(.ecs):
            return .gatewayError(404, "APIGW.0101", Self.noSuchAPI, requestID: requestID)
        case .nothing(.nova):
            // OpenStack's clients ask for such paths on purpose, and fail over an answer in the gateway's shape.
            return .novaError(404, "itemNotFound", "The resource could not be found.")
        case .otherMethod(.ecs):
            return .gatewayError(405, "APIGW.0101", Self.noSuchAPI, requestID: requestID)
        case .otherMethod(.nova):
            return .novaError(405, "badMethod", "The method is not allowed for this resource.")
        case .found(let route, let places):
            var call = RouteCall(request, places: places, at: now)
            switch admission(of: request, to: route, asked: call.projectID, requestID: requestID, at: now) {
            case .refused(let response):
                return response
            case .admitted:
                if let refusal = throttled(route.operation, requestID: requestID, at: now) { return refusal }
                return route.answer(call, in: &self)
            case .project(let expected):
                if let refusal = throttled(route.operation, requestID: requestID, at: now) { return refusal }
                if let projectID = call.projectID, projectID != expected {
                    return route.family.wrongProject(projectID, expected: expected)
                }
                guard call.hasMicroversions else { return route.answer(call, in: &self) }
                switch Microversion.negotiate(request) {
                case .refused(let response):
                    return response
                case .agreed(let microversion):
                    call.microversion = microversion
                    return microversion.named(in: route.answer(call, in: &self))
                }
            }
        }
    }

    private static let noSuchAPI = "The API does not exist or has not been published in the environment."

    private mutating func keep(_ record: RecordedRequest) {
        requests.append(record)
        // Forgetting a tenth at a time keeps the cost of shifting the others low.
        if requests.count > configuration.recordLimit + configuration.recordLimit / 10 {
            requests.removeFirst(requests.count - configuration.recordLimit)
        }
    }
}

extension TransportResponse {
    /// The answer with the headers that every layer of the cloud puts on its answers.
    fileprivate func with(requestID: String, at now: Date) -> TransportResponse {
        var response = self
        if response.head.headerFields[.date] == nil { response.head.headerFields[.date] = CloudDate.header(now) }
        if let name = HTTPField.Name("X-Request-Id"), response.head.headerFields[name] == nil {
            response.head.headerFields[name] = requestID
        }
        return response
    }
}
