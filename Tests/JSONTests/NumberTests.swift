import JSON
import Testing
import UnderstudyTesting

struct NumberTests {
    private static let digits40 = "1234567890123456789012345678901234567890"

    @Test(arguments: [
        "0", "-0", "1", "-1", "1.10", "1e400", "-1E+05", "0.0", "0e9", "9223372036854775807", "-9223372036854775808",
        "9223372036854775808", "-9223372036854775809", "99999999999999999999", digits40, "1" + digits40 + ".5e-7",
    ])
    func `keeps the text exactly`(_ literal: String) throws {
        #expect(try #require(JSONNumber(literal: literal)).literal == literal)
        let value = try JSONParser.parse(Array(literal.utf8))
        #expect(value.number?.literal == literal)
        #expect(value.text == literal)
    }

    @Test(arguments: ["", " 1", "1 ", "01", "+1", ".5", "1.", "1e", "-", "0x1", "NaN", "Infinity", "1,2", "١"])
    func `refuses a literal that the grammar does not have`(_ literal: String) {
        #expect(JSONNumber(literal: literal) == nil)
    }

    @Test(
        arguments: [
            ("0", 0), ("-0", 0), ("0.0", 0), ("0e999999999999999999999999", 0), ("3", 3), ("-3", -3), ("1.0", 1),
            ("1e3", 1000),
            ("1200e-2", 12), ("-1.50e1", -15), ("0.001e3", 1), ("100000000000000000000e-20", 1),
            ("9223372036854775807", .max),
            ("9223372036854775807.000", .max), ("-9223372036854775808", .min), ("-9.223372036854775808e18", .min),
            ("922337203685477580.7e1", .max), ("1000000000000000000", 1_000_000_000_000_000_000),
        ] as [(String, Int)])
    func `is an integer however it is spelled`(_ literal: String, _ value: Int) throws {
        #expect(try #require(JSONNumber(literal: literal)).int == value)
        #expect(try JSONParser.parse(Array(literal.utf8)).int == value)
    }

    @Test(arguments: [
        "0.5", "1e-1", "1.000000000000000000000000000001", "9223372036854775808", "-9223372036854775809", "1e19",
        "1e400",
        "1e-400", "9223372036854775807.5", "1e99999999999999999999999999", "1e-99999999999999999999999999", digits40,
    ])
    func `is no integer when it is not exactly one that fits`(_ literal: String) throws {
        #expect(try #require(JSONNumber(literal: literal)).int == nil)
    }

    @Test(
        arguments: [
            ("0", 0), ("1.5", 1.5), ("-2", -2), ("1e400", .infinity), ("-1e400", -.infinity), ("1e-400", 0),
            ("0.1", 0.1), ("9007199254740993", 9_007_199_254_740_992), ("5e-324", .leastNonzeroMagnitude),
            ("1.7976931348623157e308", .greatestFiniteMagnitude),
        ] as [(String, Double)])
    func `rounds to the nearest double`(_ literal: String, _ value: Double) throws {
        #expect(try #require(JSONNumber(literal: literal)).double == value)
    }

    @Test(arguments: ["0", "-0", "0.0", "-0.000", "0e9", "0E-9", "1e-400", "-1e-99999999999999999999"])
    func `is zero when the double is`(_ literal: String) throws {
        #expect(try #require(JSONNumber(literal: literal)).isZero)
    }

    @Test(arguments: ["1", "-1", "0.1", "5e-324", "1e400", "1e99999999999999999999"])
    func `is not zero when the double is not`(_ literal: String) throws {
        #expect(try !#require(JSONNumber(literal: literal)).isZero)
    }

    @Test(
        arguments: [
            (0, "0"), (-0.0, "-0"), (1, "1"), (-1, "-1"), (0.1, "0.1"), (1.5, "1.5"), (-123.456, "-123.456"),
            (100, "100"),
            (1e15, "1000000000000000"), (1e17, "100000000000000000"), (1e20, "100000000000000000000"), (1e21, "1e+21"),
            (1.5e21, "1.5e+21"), (1e-6, "0.000001"), (1.5e-6, "0.0000015"), (1e-7, "1e-7"), (1.25e-7, "1.25e-7"),
            (.leastNonzeroMagnitude, "5e-324"), (.greatestFiniteMagnitude, "1.7976931348623157e+308"),
            (1234.5, "1234.5"), (0.5, "0.5"),
            (9_007_199_254_740_992, "9007199254740992"), (.infinity, "0"), (-.infinity, "0"), (.nan, "0"),
        ] as [(Double, String)])
    func `writes a double as JavaScript does, and zero for what JSON has no text for`(_ value: Double, _ text: String) {
        #expect(JSONNumber(value).literal == text)
    }

    @Test func `reads every double back from its text`() throws {
        var generator = SeededGenerator(seed: 64)
        for _ in 0..<20_000 {
            let value = Double(bitPattern: generator.next())
            guard value.isFinite else { continue }
            let number = JSONNumber(value)
            #expect(
                number.double.bitPattern == value.bitPattern,
                "\(value) became \(number.literal), seed \(generator.seed)")
        }
    }

    @Test func `tells spellings apart`() {
        #expect(JSONNumber(literal: "1") == JSONNumber(1))
        #expect(JSONNumber(literal: "1.0") != JSONNumber(1))
        #expect(JSONNumber(1.0) == JSONNumber(1))
    }
}
