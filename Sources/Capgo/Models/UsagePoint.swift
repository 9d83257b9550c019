internal import Emulation

/// What was used on a day, or up to a day.
struct Usage {
    var mau = 0
    var storage = 0
    var bandwidth = 0

    /// Adds what another one has; sums stop growing where numbers end.
    mutating func add(_ other: Usage) {
        mau = mau.addingUpToMax(other.mau)
        storage = storage.addingUpToMax(other.storage)
        bandwidth = bandwidth.addingUpToMax(other.bandwidth)
    }
}

extension DailyStatistics {
    var usage: Usage { Usage(mau: mau, storage: storage, bandwidth: bandwidth) }
}

/// A point of the statistics (contract: "Statistics").
struct UsagePoint: APIObject {
    /// The app, where points of several stand together.
    var app: String?
    let day: Day
    let usage: Usage

    func write(to object: inout ObjectWriter) {
        if let app { object.member("app_id", app) }
        object.member("date", day.text)
        object.member("mau", usage.mau)
        object.member("storage", usage.storage)
        object.member("bandwidth", usage.bandwidth)
    }
}

extension Int {
    /// Adds two numbers that are not negative.
    fileprivate func addingUpToMax(_ other: Int) -> Int {
        let sum = addingReportingOverflow(other)
        return sum.overflow ? .max : sum.partialValue
    }
}
