package import Emulation

/// The usage of an app on one day: seed list `capgo.statistics`.
package struct DailyStatistics: Entity {
    /// A day of an app.
    package struct ID: RowKey, Comparable, Hashable, CustomStringConvertible {
        package let app: ByteString
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

        package mutating func apply(_ change: RowChange<DailyStatistics>) {
            byApp.apply(change, by: \.appID, at: \.day.start)
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
    /// The share of the devices that ran each version, from 0 to 1.
    package var bundles: [ByteString: Double] = [:]

    package init() {}

    package var id: ID { ID(app: ByteString(appID), day: day) }

    package mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("app_id", &appID, .required(.nonBlank))
        visitor.field("date", &day, .required)
        visitor.field("mau", &mau, .optional(.nonNegative))
        visitor.field("storage", &storage, .optional(.nonNegative))
        visitor.field("bandwidth", &bandwidth, .optional(.nonNegative))
        visitor.field("bundles", &bundles)
    }

    static let sharesExpectation = "an object of versions with shares from 0 to 1, such as {\"1.2.3\": 0.4}"

    /// Whether each share is from 0 to 1.
    var hasValidShares: Bool {
        bundles.values.allSatisfy { $0 >= 0 && $0 <= 1 }
    }
}
