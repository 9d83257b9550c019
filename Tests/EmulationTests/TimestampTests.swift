import Emulation
import Testing

struct TimestampTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0),
        ("2026-02-13T12:00:00Z", 1_770_984_000_000),
        ("2026-02-13t12:00:00z", 1_770_984_000_000),
        ("2026-02-13T12:00:00.2Z", 1_770_984_000_200),
        ("2026-02-13T12:00:00.25Z", 1_770_984_000_250),
        ("2026-02-13T12:00:00.007Z", 1_770_984_000_007),
        ("2026-02-13T12:00:00.0079999999999999999999999Z", 1_770_984_000_007),
        ("2026-02-13T13:30:00+01:30", 1_770_984_000_000),
        ("2026-02-13T00:01:00-11:59", 1_770_984_000_000),
        ("2026-02-13T12:00:00-00:00", 1_770_984_000_000),
        ("2024-02-29T00:00:00Z", 1_709_164_800_000),
        ("2000-02-29T00:00:00Z", 951_782_400_000),
        ("1969-12-31T23:59:59.999Z", -1),
        ("1960-02-29T00:00:00.001Z", -310_521_599_999),
        ("0000-01-01T00:00:00Z", -62_167_219_200_000),
        ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
        ("2016-12-31T23:59:60Z", 1_483_228_799_000),
        ("2016-12-31T23:59:60.5Z", 1_483_228_799_500),
        ("2016-12-31T15:59:60-08:00", 1_483_228_799_000),
        ("2017-01-01T05:29:60+05:30", 1_483_228_799_000),
    ])
    func `a time of RFC 3339 is read`(text: String, milliseconds: Int64) {
        #expect(Timestamp(rfc3339: text)?.milliseconds == milliseconds)
    }

    @Test(arguments: [
        "", "Z", "now", "2026-02-13 12:00:00Z", "2026-02-13", "2026-02-13T12:00:00", "2026-02-13T12:00Z",
        "2026-02-13T12:00:00.Z",
        "2026-02-13T12:00:00,5Z", "2026-02-13T12:00:00+1:00", "2026-02-13T12:00:00+0100", "2026-02-13T12:00:00+24:00",
        "2026-02-13T12:00:00+01:60", "2026-02-13T12:00:00ZZ", "2026-02-13T12:00:00Z ", " 2026-02-13T12:00:00Z",
        "2026-02-13T24:00:00Z", "2026-02-13T12:60:00Z", "2026-02-13T12:00:61Z", "2026-02-30T12:00:00Z",
        "2026-02-29T12:00:00Z", "1900-02-29T00:00:00Z", "2026-13-01T12:00:00Z", "2026-00-01T12:00:00Z",
        "2026-01-00T12:00:00Z", "2026-01-32T12:00:00Z", "2026-04-31T12:00:00Z", "26-02-13T12:00:00Z",
        "12026-02-13T12:00:00Z", "+2026-02-13T12:00:00Z", "-001-02-13T12:00:00Z", "2026-2-13T12:00:00Z",
        "2026-02-13T1 :00:00Z", "2026-02-13T12:00:00.5", "2026/02/13T12:00:00Z", "2026-02-13_12:00:00Z",
        "٢٠٢٦-02-13T12:00:00Z", "2026-02-13T12:00:00\u{0}Z", "2026-02-13T12:00:00é",
        "0000-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01", "2026-02-13T12:00:60Z", "2016-12-31T23:58:60Z",
        "2016-12-31T23:59:60+01:00",
    ])
    func `what is no time of RFC 3339 is refused`(text: String) {
        #expect(Timestamp(rfc3339: text) == nil)
    }

    @Test(arguments: [
        (0, "1970-01-01T00:00:00Z"), (1, "1970-01-01T00:00:00.001Z"), (-1, "1969-12-31T23:59:59.999Z"),
        (100, "1970-01-01T00:00:00.100Z"), (1_770_984_000_250, "2026-02-13T12:00:00.250Z"),
        (-62_167_219_200_000, "0000-01-01T00:00:00Z"), (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
        (Int64.min, "0000-01-01T00:00:00Z"), (.max, "9999-12-31T23:59:59.999Z"),
    ])
    func `a time is printed in UTC with its fraction where there is one`(milliseconds: Int64, text: String) {
        #expect(Timestamp(milliseconds: milliseconds).rfc3339 == text)
    }

    @Test func `every millisecond of a second prints and reads back, before and after 1970`() {
        for second: Int64 in [-62_167_219_200, -1, 0, 951_782_400, 1_770_984_000, 253_402_300_799] {
            for millisecond: Int64 in 0..<1000 {
                let time = Timestamp(milliseconds: second * 1000 + millisecond)
                #expect(Timestamp(rfc3339: time.rfc3339) == time)
            }
        }
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `any time prints and reads back`(seed: UInt64) {
        var random = RandomSource(seed: seed)
        for _ in 0..<2000 {
            let range = Timestamp.earliest.milliseconds...Timestamp.latest.milliseconds
            let time = Timestamp(milliseconds: .random(in: range, using: &random))
            #expect(Timestamp(rfc3339: time.rfc3339) == time, "seed \(seed)")
            #expect(time.rfc3339.hasPrefix(time.rfc3339Day), "seed \(seed)")
        }
    }

    @Test func `whole seconds are rounded down`() {
        #expect(Timestamp(milliseconds: 1999).rfc3339Seconds == "1970-01-01T00:00:01Z")
        #expect(Timestamp(milliseconds: -1).rfc3339Seconds == "1969-12-31T23:59:59Z")
        #expect(Timestamp(milliseconds: -1).secondsSince1970 == -1)
        #expect(Timestamp(milliseconds: -1000).secondsSince1970 == -1)
        #expect(Timestamp(milliseconds: -1001).secondsSince1970 == -2)
        #expect(Timestamp(milliseconds: -1).daysSince1970 == -1)
        #expect(Timestamp(milliseconds: Timestamp.millisecondsPerDay).daysSince1970 == 1)
    }

    @Test(arguments: [
        ("1970-01-01", 0), ("2024-02-29", 1_709_164_800_000), ("1969-12-31", -86_400_000),
        ("9999-12-31", 253_402_214_400_000),
    ])
    func `a day is read as its start and printed`(text: String, milliseconds: Int64) {
        #expect(Timestamp(rfc3339Day: text)?.milliseconds == milliseconds)
        #expect(Timestamp(milliseconds: milliseconds + 86_399_999).rfc3339Day == text)
    }

    @Test(arguments: ["", "2026", "2026-02", "2026-02-30", "2026-02-13T", "2026-02-13Z", "20260213", "2026-2-13"])
    func `what is no day is refused`(text: String) {
        #expect(Timestamp(rfc3339Day: text) == nil)
    }

    @Test(arguments: [
        (0, 5, 5), (0, -5, -5), (1, Int64.max, 253_402_300_799_999), (-1, .min, -62_167_219_200_000),
        (Int64.min, .min, -62_167_219_200_000), (.max, .max, 253_402_300_799_999), (.max, 0, 253_402_300_799_999),
        (253_402_300_799_999, 1, 253_402_300_799_999), (-62_167_219_200_000, -1, -62_167_219_200_000),
    ])
    func `moving on stays within what can be written`(start: Int64, duration: Int64, end: Int64) {
        #expect(Timestamp(milliseconds: start).advanced(byMilliseconds: duration).milliseconds == end)
    }

    @Test func `the Date field's form has whole seconds`() {
        #expect(Timestamp(milliseconds: 784_111_777_999).httpDate == "Sun, 06 Nov 1994 08:49:37 GMT")
        #expect(Timestamp(milliseconds: -1).httpDate == "Wed, 31 Dec 1969 23:59:59 GMT")
    }
}
