import HTTP
import Testing

struct HTTPDateTests {
    @Test(
        arguments: [
            (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
            (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
            (-1, "Wed, 31 Dec 1969 23:59:59 GMT"),
            (-86_400, "Wed, 31 Dec 1969 00:00:00 GMT"),
            (-86_401, "Tue, 30 Dec 1969 23:59:59 GMT"),
            (86_399, "Thu, 01 Jan 1970 23:59:59 GMT"),
            (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
            (951_868_800, "Wed, 01 Mar 2000 00:00:00 GMT"),
            (1_709_164_800, "Thu, 29 Feb 2024 00:00:00 GMT"),
            (1_770_984_000, "Fri, 13 Feb 2026 12:00:00 GMT"),
            (2_147_483_647, "Tue, 19 Jan 2038 03:14:07 GMT"),
            (4_107_542_399, "Sun, 28 Feb 2100 23:59:59 GMT"),
            (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 GMT"),
            (253_402_300_799, "Fri, 31 Dec 9999 23:59:59 GMT"),
            (-62_135_596_800, "Mon, 01 Jan 0001 00:00:00 GMT"),
            (-62_167_219_200, "Sat, 01 Jan 0000 00:00:00 GMT"),
        ] as [(Int64, String)])
    func `an instant is written as IMF-fixdate`(seconds: Int64, text: String) {
        #expect(HTTPDate.string(secondsSince1970: seconds) == text)
    }

    @Test(arguments: [
        (253_402_300_800, "Fri, 31 Dec 9999 23:59:59 GMT"), (Int64.max, "Fri, 31 Dec 9999 23:59:59 GMT"),
        (-62_167_219_201, "Sat, 01 Jan 0000 00:00:00 GMT"), (Int64.min, "Sat, 01 Jan 0000 00:00:00 GMT"),
    ])
    func `an instant that cannot be written becomes the nearest`(seconds: Int64, text: String) {
        #expect(HTTPDate.string(secondsSince1970: seconds) == text)
    }

    @Test func `every month and weekday has its name`() {
        let texts = (0..<366).map { HTTPDate.string(secondsSince1970: $0 * 86_400) }
        #expect(Set(texts.map { $0.prefix(3) }) == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"])
        #expect(Set(texts.map { $0.dropFirst(8).prefix(3) }).count == 12)
        #expect(texts.allSatisfy { $0.utf8.count == 29 })
    }
}
