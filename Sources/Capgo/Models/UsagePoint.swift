package import Emulation

/// The usage on a day, or the sum up to a day.
package struct Usage: Sendable {
    var mau = 0
    var storage = 0
    var bandwidth = 0

    /// Adds another usage; sums are clamped to the largest integer.
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
package struct UsagePoint: APIObject {
    /// The app; nil unless the list has points of several apps.
    var app: String?
    let day: Day
    let usage: Usage

    package static let example = UsagePoint(day: Day(daysSince1970: 0), usage: Usage())

    package func visitFields(_ visitor: inout some AnswerVisitor) {
        visitor.optionalField("app_id", app)
        visitor.field("date", day)
        visitor.field("mau", usage.mau)
        visitor.field("storage", usage.storage)
        visitor.field("bandwidth", usage.bandwidth)
    }
}

/// The usage of an organization: the total, and each app.
struct UsageBreakdown: APIObject {
    let total: LazyList<UsagePoint>
    let byApp: LazyList<UsagePoint>

    static let example = UsageBreakdown(total: LazyList([]), byApp: LazyList([]))

    func visitFields(_ visitor: inout some AnswerVisitor) {
        visitor.field("global", total)
        visitor.field("byApp", byApp)
    }
}

extension Int {
    /// Adds two non-negative numbers; clamps on overflow.
    fileprivate func addingUpToMax(_ other: Int) -> Int {
        let sum = addingReportingOverflow(other)
        return sum.overflow ? .max : sum.partialValue
    }
}
