internal import Bytes
internal import HTTP

/// A moment in whole milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
@usableFromInline
package struct Timestamp: Comparable, Hashable, Sendable {
    @usableFromInline
    package var milliseconds: Int64

    @inlinable
    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// Marks a time as not known yet while an entity is being read.
    package static let unset = Timestamp(milliseconds: .min)

    /// 9999-12-31T23:59:59.999Z, the last moment that RFC 3339 can write.
    package static let latest = Timestamp(milliseconds: 253_402_300_799_999)

    @inlinable
    package static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.milliseconds < right.milliseconds
    }

    /// The moment that many milliseconds later, clamped to what RFC 3339 can write.
    package func advanced(byMilliseconds duration: Int64) -> Timestamp {
        let (sum, overflow) = milliseconds.addingReportingOverflow(duration)
        let bound = duration < 0 ? Self.earliest.milliseconds : Self.latest.milliseconds
        return overflow ? Timestamp(milliseconds: bound) : Timestamp(milliseconds: sum).clamped
    }

    /// 0000-01-01T00:00:00Z, the first moment that RFC 3339 can write.
    package static let earliest = Timestamp(milliseconds: -62_167_219_200_000)

    /// The nearest moment that RFC 3339 can write.
    var clamped: Timestamp {
        min(max(self, Self.earliest), Self.latest)
    }

    /// Whole seconds since 1970, rounded down.
    package var secondsSince1970: Int64 {
        milliseconds.floorDivided(by: 1000)
    }

    /// Whole days since 1970 in UTC, rounded down.
    package var daysSince1970: Int {
        Int(milliseconds.floorDivided(by: Self.millisecondsPerDay))
    }

    package static let millisecondsPerDay: Int64 = 86_400_000

    /// The `Date` field's form (RFC 9110, section 5.6.7).
    package var httpDate: String {
        HTTPDate.string(secondsSince1970: secondsSince1970)
    }
}
