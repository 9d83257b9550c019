/// Counts each account's requests in windows of a minute.
///
/// A window opens with the account's first request and lasts 60 seconds; refused requests neither lengthen it nor count
/// (contracts: Capgo, "Rate limit").
package struct RateLimiter: Sendable {
    package static let windowMilliseconds: Int64 = 60_000

    /// The counted account: a user on a service.
    package struct Key: Hashable, Sendable {
        package let service: String
        package let user: String

        package init(service: String, user: String) {
            self.service = service
            self.user = user
        }

        package static func == (left: Key, right: Key) -> Bool {
            left.user == right.user && left.service == right.service
        }

        /// Hashes the user alone: there are few services, and every request is hashed.
        package func hash(into hasher: inout Hasher) {
            hasher.combine(user)
        }
    }

    /// One account's minute.
    package struct Window: Equatable, Sendable {
        package let openedAt: Timestamp
        /// The number of admitted requests since then.
        package var count: Int

        package init(openedAt: Timestamp, count: Int) {
            self.openedAt = openedAt
            self.count = count
        }

        /// The moment at which the next window may open.
        package var closesAt: Timestamp { openedAt.advanced(byMilliseconds: RateLimiter.windowMilliseconds) }

        /// Whether the window is open; moving the clock back before its start closes it.
        package func isOpen(at now: Timestamp) -> Bool { openedAt <= now && now < closesAt }
    }

    /// The result for a request.
    package enum Admission: Equatable, Sendable {
        case admitted
        /// The time to wait in whole seconds, at least 1, and the end of the window.
        case refused(retryAfterSeconds: Int, resetsAt: Timestamp)
    }

    private static let pruneThresholdMin = 1024
    private var windows: [Key: Window] = [:]
    private var pruneThreshold = Self.pruneThresholdMin
    /// The limits that replace those of the plans.
    private var limits: [Key: Int] = [:]

    package init() {}

    /// Counts a request, or refuses it when the window is full.
    ///
    /// It is counted even without a limit (nil). The plan's limit gives way to one that was set
    /// for the account.
    package mutating func admit(_ account: Key, limit planLimit: Int?, now: Timestamp)
        -> Admission
    {
        let limit = limits.isEmpty ? planLimit : limits[account] ?? planLimit
        if let place = windows.index(forKey: account), windows.values[place].isOpen(at: now) {
            let window = windows.values[place]
            if let limit, window.count >= limit { return Self.refusal(until: window.closesAt, now: now) }
            if window.count < .max { windows.values[place].count += 1 }
        } else if let limit, limit <= 0 {
            return Self.refusal(until: now.advanced(byMilliseconds: Self.windowMilliseconds), now: now)
        } else {
            open(Window(openedAt: now, count: 1), for: account, now: now)
        }
        return .admitted
    }

    private static func refusal(until end: Timestamp, now: Timestamp) -> Admission {
        let seconds = (end.milliseconds - now.milliseconds + 999) / 1000
        return .refused(retryAfterSeconds: max(1, Int(seconds)), resetsAt: end)
    }

    /// Opens a window; drops closed ones whenever the number of windows has doubled.
    ///
    /// So memory is proportional to the accounts of the last minute.
    private mutating func open(_ window: Window, for account: Key, now: Timestamp) {
        if windows.count >= pruneThreshold {
            windows = windows.filter { $0.value.isOpen(at: now) }
            pruneThreshold = max(Self.pruneThresholdMin, 2 * windows.count)
        }
        windows[account] = window
    }

    /// The account's open window; nil if its window is closed.
    package func window(of account: Key, now: Timestamp) -> Window? {
        windows[account].flatMap { $0.isOpen(at: now) ? $0 : nil }
    }

    /// All open windows.
    package func openWindows(now: Timestamp) -> [Key: Window] {
        windows.filter { $0.value.isOpen(at: now) }
    }

    /// Opens a window now in which `count` requests were admitted.
    package mutating func set(_ account: Key, count: Int, now: Timestamp) {
        open(Window(openedAt: now, count: count), for: account, now: now)
    }

    /// The limit that was set for an account; nil when its plan's counts.
    package func limit(of account: Key) -> Int? { limits[account] }

    /// Sets the requests a minute of an account; nil leaves them to its plan.
    package mutating func setLimit(of account: Key, to limit: Int?) { limits[account] = limit }

    /// Removes all windows.
    package mutating func clearWindows() { windows = [:] }

    /// Removes the windows, and the limits that were set, of the accounts that match the condition.
    package mutating func clear(where isMeant: (Key) -> Bool = { _ in true }) {
        windows = windows.filter { !isMeant($0.key) }
        limits = limits.filter { !isMeant($0.key) }
    }
}
