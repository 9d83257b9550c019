internal import HTTP

/// Waiting for the client: timeouts, and what is given up when there is no room.
extension ConnectionState {
    /// The state of a refused connection, which only gets this answer.
    init(refusingWith response: Response, date: String, limits: RequestParser.Limits, now: Int64) {
        self.init(limits: limits, now: now)
        phase = .flushing
        closesAfterAnswer = true
        response.append(
            to: &output.bytes, method: .get, version: .http11, keepsAlive: false, date: date)
    }

    /// When the connection became idle; nil while there is something to read, to do or to send.
    var idleSince: Int64? {
        let isIdle =
            phase == .reading && isStarved && !isRequestTimed && !isReadable && output.isEmpty
        return isIdle ? waitsSince : nil
    }

    /// Ends an incomplete request; returns the failure, for the application to answer like invalid input.
    ///
    /// - Returns: nil if there is no incomplete request.
    mutating func abandonRequest(status: Int, reason: String) -> RequestFailure? {
        guard phase == .reading, isRequestTimed else { return nil }
        let failure = RequestFailure(status: status, reason: reason, head: parser.knownHead)
        parser = RequestParser(limits: parserLimits)
        isRequestTimed = false
        _ = refuse(failure)
        return failure
    }

    /// Whether a timeout has expired.
    func hasExpired(now: Int64, configuration: EventLoop.Configuration) -> Bool {
        let waited = now - waitsSince
        let stuck = now - sendsSince
        if !output.isEmpty, !isWritable, stuck >= configuration.sendMillisecondsMax { return true }
        switch phase {
        case .reading where isRequestTimed: return waited >= configuration.requestMillisecondsMax
        case .reading: return output.isEmpty && waited >= configuration.idleMillisecondsMax
        case .lingering: return waited >= configuration.lingerMillisecondsMax
        case .streaming:
            return isInputEnded && isSourceWaiting && stuck >= configuration.idleMillisecondsMax
        case .answering, .flushing, .resetting, .closed: return false
        }
    }
}
