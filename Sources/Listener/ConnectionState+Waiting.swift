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

    /// What a connection waits for that is closed for a new one when there is no room.
    ///
    /// Those that lose least come first, then those that waited longest.
    enum Wait: Comparable {
        /// The next request of its client.
        case forRequest(since: Int64)
        /// A timer that delays or paces its answer: else an hour's delay of every connection would
        /// lock everybody out.
        case forTimer(since: Int64)
        /// The next event of a stream.
        case forEvent(since: Int64)

        var since: Int64 {
            switch self {
            case .forRequest(let since), .forTimer(let since), .forEvent(let since): since
            }
        }
    }

    /// What the connection waits for; nil when it may not be closed for a new one.
    var wait: Wait? {
        switch phase {
        case .reading:
            let isIdle = isStarved && !isRequestTimed && !isReadable && output.isEmpty
            return isIdle ? .forRequest(since: waitsSince) : nil
        case .answering: return heldSince.map { .forTimer(since: $0) }
        case .streaming:
            if let heldSince { return .forTimer(since: heldSince) }
            return isSourceWaiting && output.isEmpty ? .forEvent(since: sendsSince) : nil
        case .flushing, .lingering, .resetting, .closed: return nil
        }
    }

    /// Closes a connection whose client left while its answer is delayed, which may be for an hour.
    ///
    /// A client that closed only its sending side looks the same.
    var abandonStep: Step? {
        mutating get {
            heldSince != nil && (isInputEnded || hasHungUp) ? close(reset: false) : nil
        }
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
