package import Emulation

/// What an app used on one day: seed list `capgo.statistics`.
package struct DailyFigures: Entity {
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

        package mutating func insert(_ figures: DailyFigures, at place: RowPlace) {
            byApp.insert(figures.appID, figures.day.start, at: place)
        }

        package mutating func remove(_ figures: DailyFigures, at place: RowPlace) {
            byApp.remove(figures.appID, figures.day.start, at: place)
        }
    }

    package static let list = "statistics"

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

    package mutating func visitMembers(_ visitor: inout some MemberVisitor) {
        visitor.member("app_id", &appID, .required(.nonBlank))
        visitor.member("date", &day, .required)
        visitor.member("mau", &mau, .optional(.nonNegative))
        visitor.member("storage", &storage, .optional(.nonNegative))
        visitor.member("bandwidth", &bandwidth, .optional(.nonNegative))
        visitor.member("bundles", &bundles)
    }

    static let sharesExpectation = "an object of versions with shares from 0 to 1, such as {\"1.2.3\": 0.4}"

    /// Whether the shares are shares.
    var hasGoodShares: Bool {
        bundles.values.allSatisfy { $0 >= 0 && $0 <= 1 }
    }
}
