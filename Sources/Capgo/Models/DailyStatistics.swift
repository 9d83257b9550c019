package import Emulation

/// What an app used on one day: seed list `capgo.statistics`.
package struct DailyStatistics: Entity {
    /// A day of an app.
    package struct ID: Comparable, Hashable, Sendable, CustomStringConvertible {
        package let app: String
        package let day: Day

        package static func < (left: ID, right: ID) -> Bool {
            left.app == right.app ? left.day < right.day : left.app < right.app
        }

        package var description: String { "\(app) \(day.text)" }
    }

    /// Finds the days of an app.
    package struct Indexes: RowIndexes {
        package private(set) var byApp = Index<String>()

        package init() {}

        package mutating func insert(_ figures: DailyStatistics, at place: RowID) {
            byApp.insert(figures.appID, figures.day.start, at: place)
        }

        package mutating func remove(_ figures: DailyStatistics, at place: RowID) {
            byApp.remove(figures.appID, figures.day.start, at: place)
        }
    }

    package static let listName = "statistics"

    package var appID = ""
    package var day = Day(daysSince1970: 0)
    /// Devices that asked for an update.
    package var mau = 0
    /// Bytes.
    package var storage = 0
    /// Bytes.
    package var bandwidth = 0
    /// Which share of the devices ran each version, from 0 to 1.
    package var bundles: [String: Double] = [:]

    package init() {}

    package var id: ID { ID(app: appID, day: day) }

    package mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("app_id", &appID, .required(.nonBlank))
        visitor.field("date", &day, .required)
        visitor.field("mau", &mau, .optional(.nonNegative))
        visitor.field("storage", &storage, .optional(.nonNegative))
        visitor.field("bandwidth", &bandwidth, .optional(.nonNegative))
        visitor.field("bundles", &bundles)
    }

    static let sharesExpectation = "an object of versions with shares from 0 to 1, such as {\"1.2.3\": 0.4}"

    /// Whether the shares are shares.
    var hasValidShares: Bool {
        bundles.values.allSatisfy { $0 >= 0 && $0 <= 1 }
    }
}
