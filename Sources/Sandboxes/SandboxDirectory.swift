package import Emulation
package import HTTP
internal import Persistence

/// The sandboxes of one process by name.
///
/// The bare URL reaches the one named `default`, the only one that is on disk. The others are
/// reached by a prefix of the path, `/_sandbox/<name>`, or by the host `<name>.localhost`.
///
/// Confined to the loop, like the sandboxes.
package final class SandboxDirectory {
    package static let pathPrefix = "/_sandbox/"
    package static let hostSuffix = ".localhost"
    package static let countMax = 10_000

    package let `default`: Sandbox
    private var others: [String: Sandbox] = [:]
    /// The names of the others, sorted: sorting ten thousand for each page would take too long.
    private var sortedNames: [String] = []
    /// The names of sandboxes that are being made.
    private var reserved: Set<String> = []
    /// The number in the name of the last sandbox that was made without one.
    private var lastNumber = 0

    /// The memory of the fault rules of all sandboxes.
    private let faultBudget: FaultBudget

    /// Names below `localhost` that are the server's own and no sandbox's, in lower case.
    private let ownHosts: [String]

    /// - Parameters:
    ///   - sandbox: the one that the bare URL reaches.
    ///   - ownHosts: names below `localhost` that reach it too.
    package init(default sandbox: Sandbox, ownHosts: [String] = []) {
        self.default = sandbox
        faultBudget = sandbox.faults.budget
        self.ownHosts = ownHosts.map { $0.lowercased() }
    }

    /// Whom a request is for.
    package enum Location {
        case found(Sandbox)
        /// No sandbox has the name.
        case unknown(name: String, isHost: Bool)

        package var sandbox: Sandbox? {
            switch self {
            case .found(let sandbox): sandbox
            case .unknown: nil
            }
        }
    }

    /// Finds the sandbox of a request, and removes the prefix from its path.
    package func resolve(_ request: inout Request) -> Location {
        if request.path.startsWithBytes(of: Self.pathPrefix) {
            let rest = request.path.utf8.dropFirst(Self.pathPrefix.utf8.count)
            let segment = rest.prefix { $0 != UInt8(ascii: "/") }
            let path = String(Substring(rest[segment.endIndex...]))
            request.path = path.isEmpty ? "/" : path
            return locate(PercentEncoding.decode(Substring(segment)) ?? String(Substring(segment)))
        }
        guard let host = request.host, host.utf8.count > Self.hostSuffix.utf8.count,
            host.hasSuffix(Self.hostSuffix), !ownHosts.contains(host)
        else { return .found(self.default) }
        return locate(String(host.dropLast(Self.hostSuffix.utf8.count)), isHost: true)
    }

    private func locate(_ name: String, isHost: Bool = false) -> Location {
        self[name].map(Location.found) ?? .unknown(name: name, isHost: isHost)
    }

    /// The sandbox of a name.
    package subscript(name: String) -> Sandbox? {
        guard NamedSnapshot.isName(name) else { return nil }
        return name == Sandbox.defaultName ? self.default : others[name]
    }

    /// The names of all sandboxes, sorted; the default one comes first.
    package var names: [String] { [Sandbox.defaultName] + sortedNames }

    /// The next names after one, in their order; nil begins with the default one.
    package func names(after name: String?, countMax: Int) -> [String] {
        guard let name else {
            return [Sandbox.defaultName] + sortedNames.prefix(countMax - 1)
        }
        guard name != Sandbox.defaultName else { return Array(sortedNames.prefix(countMax)) }
        return Array(sortedNames[place(after: name)...].prefix(countMax))
    }

    /// The place of the first name after a name.
    private func place(after name: String) -> Int {
        var (low, high) = (0, sortedNames.count)
        while low < high {
            let middle = (low + high) / 2
            if sortedNames[middle] <= name { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The names that a misspelled one probably means, nearest first.
    ///
    /// Of many names only some are compared: ten thousand would stall the loop.
    package func names(near name: String) -> [String] {
        let (alike, different) = (
            others.keys.lazy.filter { $0.first == name.first }, others.keys.lazy
        )
        let candidates = Set(alike.prefix(Self.comparedCountMax)).union(
            different.prefix(Self.comparedCountMax))
        return Array(
            ClosestMatch.ranked(name, among: candidates.sorted() + [Sandbox.defaultName]).prefix(3))
    }

    private static let comparedCountMax = 20

    // MARK: Making and dropping

    /// Why a name cannot be reserved.
    package enum ReservationError: Error {
        case isTaken
        case isFull
    }

    /// Reserves a name for a sandbox that is being made.
    ///
    /// - Parameter name: the wanted name; nil makes one.
    /// - Returns: the name, which `add` or `release` must be called with.
    /// - Throws: when the name is taken or there are too many sandboxes.
    package func reserve(_ name: String?) throws(ReservationError) -> String {
        guard others.count + reserved.count < Self.countMax else { throw .isFull }
        let name = name ?? unusedName()
        guard self[name] == nil, !reserved.contains(name) else { throw .isTaken }
        reserved.insert(name)
        return name
    }

    private func unusedName() -> String {
        repeat {
            lastNumber += 1
        } while others["sandbox-\(lastNumber)"] != nil
            || reserved.contains("sandbox-\(lastNumber)")
        return "sandbox-\(lastNumber)"
    }

    /// Gives a name back that no sandbox was made for.
    package func release(_ name: String) {
        reserved.remove(name)
    }

    /// Adds a sandbox whose name was reserved.
    package func add(_ sandbox: Sandbox) {
        reserved.remove(sandbox.name)
        sandbox.background = self.default.background
        sandbox.faults.budget = faultBudget
        others[sandbox.name] = sandbox
        sortedNames.insert(sandbox.name, at: place(after: sandbox.name))
    }

    /// Drops a sandbox and frees its worlds in the background.
    ///
    /// - Returns: false for the default sandbox, and if no sandbox has the name.
    package func drop(_ name: String) -> Bool {
        guard let sandbox = others.removeValue(forKey: name) else { return false }
        sortedNames.remove(at: place(after: name) - 1)
        sandbox.requestLog.endStreams()
        sandbox.discard()
        droppedCount += 1
        if others.isEmpty || droppedCount == Self.droppedCountMax {
            droppedCount = 0
            self.default.background.returnFreedMemory()
        }
        return true
    }

    /// The number of sandboxes that were dropped since freed memory was given back.
    private var droppedCount = 0
    private static let droppedCountMax = 1000

    /// Drops the sandboxes that no request has used for that long and that none uses now.
    package func dropUnused(forMilliseconds duration: Int64, at systemTime: Timestamp) {
        let unused = others.values.filter {
            systemTime.milliseconds - $0.lastUsedAt.milliseconds >= duration
        }
        for sandbox in unused {
            if sandbox.isInUse {
                sandbox.lastUsedAt = systemTime
            } else {
                _ = drop(sandbox.name)
            }
        }
    }

    // MARK: The loop

    /// Starts writing the changes that are waiting.
    package func flush() {
        self.default.storage?.flush()
    }

    /// Requests a snapshot of each sandbox that changed since its last one.
    package func requestSnapshot() {
        self.default.storage?.requestSnapshot()
    }

    /// Sets the callback, on a worker's thread, for when `deliverResults` has something to deliver.
    package func onResult(_ wake: @escaping @Sendable () -> Void) {
        guard let storage = self.default.storage else {
            return self.default.background.onResult(wake)
        }
        storage.onResult(wake)
    }

    /// Delivers the results of the workers.
    package func deliverResults() {
        guard let storage = self.default.storage else {
            return self.default.background.deliverResults()
        }
        storage.deliverResults()
    }

    /// Sets the callback that gets a sentence when something could not be written.
    package func onFailure(_ report: @escaping (String) -> Void) {
        self.default.storage?.onFailure = report
    }

    /// Writes the remaining changes and ends the workers.
    package func finish() {
        guard let storage = self.default.storage else { return self.default.background.finish() }
        storage.finish()
    }
}
