@testable import Emulation
import HTTP
import Testing

@Suite struct ByteStringTests {
    private static let texts = [
        "", "K", "\u{212A}", "\u{C5}", "\u{212B}", "A\u{30A}", "k", "a\u{323}\u{307}", "a\u{307}\u{323}", "KK",
        "12345678",
        "12345679", "1234567\u{212A}", "22345671", "123456789", "12345678K", "123456781234567812345678",
        "123456781234567812345679", "12345678123456781234567812",
    ]

    @Test(arguments: texts)
    func `equality and order are those of the bytes`(text: String) {
        for other in Self.texts {
            let isEqual = text.utf8.elementsEqual(other.utf8)
            let isBelow = text.utf8.lexicographicallyPrecedes(other.utf8)
            #expect((ByteString(text) == ByteString(other)) == isEqual, "\(other.utf8)")
            #expect((ByteString(text) < ByteString(other)) == isBelow, "\(other.utf8)")
            #expect((text == other) == isEqual, "\(other.utf8)")
            #expect((text != other) == !isEqual, "\(other.utf8)")
            let (left, right): (String?, String?) = (text, other)
            #expect((left == right) == isEqual, "\(other.utf8)")
            #expect((left != right) == !isEqual, "\(other.utf8)")
            #expect([other].contains(text) == isEqual, "\(other.utf8)")
        }
    }

    @Test func `an absent string equals only an absent one`() {
        let (none, some) = (String?.none, String?("K"))
        #expect(none == none)
        #expect(none != some)
        #expect(some != none)
        #expect(!(none != none))
    }

    @Test func `sets and dictionaries tell equivalent strings apart`() {
        #expect(Set(Self.texts.map { ByteString($0) }).count == Self.texts.count)
        var numbers: [ByteString: Int] = [:]
        for (number, text) in Self.texts.enumerated() { numbers[text] = number }
        for (number, text) in Self.texts.enumerated() { #expect(numbers[text] == number) }
        numbers["K"] = nil
        #expect(numbers["K"] == nil)
        #expect(numbers["\u{212A}"] == 2)
    }

    @Test func `equivalent strings have hashes of their own, so that a list of them is not quadratic`() {
        let spellings = (0..<1024).map { number in
            (0..<10).map { number >> $0 & 1 == 0 ? "\u{C5}" : "\u{212B}" }.joined()
        }
        #expect(Set(spellings.map { ByteString($0).hashValue }).count > 1000)
        // Equal strings have equal hashes, whether one is known to be ASCII or not.
        let ascii = String(decoding: Array("x\u{C5}abc".utf8).filter { $0 < 0x80 }, as: UTF8.self)
        #expect(ByteString(ascii).hashValue == ByteString("xabc").hashValue)
        #expect(ByteString("\u{C5}x").hashValue == ByteString(["\u{C5}", "x"].joined()).hashValue)
    }

    @Test func `tables and indexes tell equivalent ids and keys apart`() {
        var table = Table<Note>()
        for (number, text) in Self.texts.enumerated() { table.load(Note(text, topic: text, code: number)) }
        table.finishLoading()
        for (number, text) in Self.texts.enumerated() {
            table.put(Note("later " + text, topic: text, code: 100 + number))
        }
        for (number, text) in Self.texts.enumerated() {
            #expect(table[text]?.code == number)
            #expect(table["later " + text]?.code == 100 + number)
            #expect(table.rows(at: table.indexes.byTopic.oldestFirst(text)).map(\.code) == [number, 100 + number])
        }
        table.delete("\u{212B}")
        #expect(table.contains("\u{C5}"))
        #expect(!table.contains("\u{212B}"))
        #expect(table.checkIndexes() == [])
    }

    @Test func `rate limits count equivalent users apart`() {
        var limiter = RateLimiter()
        let now = Timestamp(milliseconds: 0)
        for user in ["K", "\u{212A}"] {
            let key = RateLimiter.Key(service: "capgo", user: user)
            #expect(limiter.admit(key, limit: 1, now: now) == .admitted)
        }
    }

    @Test func `a route's literal is its very bytes`() {
        let pattern = PathPattern("/apps/\u{C5}/{id}")
        let routes = PathTable([(.get, pattern), (.get, PathPattern("/\u{C5}"))])
        for (path, isFound) in [
            ("/apps/\u{C5}/1", true), ("/apps/\u{212B}/1", false), ("/\u{C5}", true), ("/\u{212B}", false),
        ] {
            if case .route = routes.match(.get, path) {
                #expect(isFound, "\(path.utf8)")
            } else {
                #expect(!isFound, "\(path.utf8)")
            }
        }
    }
}
