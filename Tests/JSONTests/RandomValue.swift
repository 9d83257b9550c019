import JSON
import UnderstudyTesting

extension JSONValue {
    /// Makes a value of any kind, with awkward strings and numbers.
    static func random(depth: Int, using generator: inout SeededGenerator) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 8 : 5), using: &generator) {
        case 0: .null
        case 1: .bool(.random(using: &generator))
        case 2:
            .number(JSONNumber(Int(truncatingIfNeeded: generator.next()) >> Int.random(in: 0..<64, using: &generator)))
        case 3: .number(JSONNumber(Double(bitPattern: generator.next())))
        case 4: .string(randomString(using: &generator))
        case 5:
            .array(
                (0..<Int.random(in: 0..<6, using: &generator)).map { _ in random(depth: depth - 1, using: &generator) })
        default: .object(randomObject(depth: depth, using: &generator))
        }
    }

    private static func randomObject(depth: Int, using generator: inout SeededGenerator) -> JSONObject {
        var object = JSONObject()
        let isLarge = Int.random(in: 0..<20, using: &generator) == 0
        for _ in 0..<Int.random(in: 0..<(isLarge ? 40 : 6), using: &generator) {
            object.append(randomString(using: &generator), random(depth: depth - 1, using: &generator))
        }
        return object
    }

    private static func randomString(using generator: inout SeededGenerator) -> String {
        let ranges: [ClosedRange<UInt32>] = [
            0...0x1F, 0x20...0x7E, 0x20...0x7E, 0x20...0x7E, 0x7F...0x7FF, 0x800...0xD7FF, 0x10000...0x10FFFF,
        ]
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0..<24, using: &generator) {
            let range = ranges[Int.random(in: 0..<ranges.count, using: &generator)]
            if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &generator)) { text.append(scalar) }
        }
        return String(text)
    }
}
