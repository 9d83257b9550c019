import HTTP
import Testing

/// What comes out must not depend on how the network cut the bytes.
struct RequestSplitTests {
    /// All wires of the tables, each after a valid request and before another one.
    private static let wires: [(what: String, wire: String)] =
        GoodRequest.all.map { ($0.what, $0.wire) } + RefusedRequest.all.map { ($0.what, $0.wire) }
        + [
            ("all good requests", GoodRequest.all.map(\.wire).joined()),
            ("a request behind a good one", GoodRequest.all[0].wire + RefusedRequest.all[0].wire),
        ]

    private static let limits: [RequestParser.Limits] = [
        .init(), .init(headBytesMax: 60, bodyBytesMax: 6), .init(headBytesMax: 25, bodyBytesMax: 0),
    ]

    @Test(arguments: wires.indices)
    func `a split at any byte changes nothing`(row: Int) {
        let bytes = Array(Self.wires[row].wire.utf8)
        for limits in Self.limits {
            let whole = events(of: [bytes], limits: limits)
            for cut in 0...bytes.count {
                let parts = events(of: [Array(bytes[..<cut]), Array(bytes[cut...])], limits: limits)
                #expect(parts == whole, "\(Self.wires[row].what), cut at \(cut)")
            }
        }
    }

    @Test(arguments: wires.indices, [1, 2, 3, 7])
    func `small steps change nothing`(row: Int, step: Int) {
        let bytes = Array(Self.wires[row].wire.utf8)
        let pieces = stride(from: 0, to: bytes.count, by: step).map { Array(bytes[$0..<min($0 + step, bytes.count)]) }
        for limits in Self.limits {
            #expect(
                events(of: pieces, limits: limits) == events(of: [bytes], limits: limits), "\(Self.wires[row].what)")
        }
    }

    @Test func `two splits change nothing`() {
        let chunked = GoodRequest.all.first { $0.what == "trailers" }
        let bytes = Array((chunked?.wire ?? "").utf8)
        let whole = events(of: [bytes])
        for first in 0...bytes.count {
            for second in first...bytes.count {
                let pieces = [Array(bytes[..<first]), Array(bytes[first..<second]), Array(bytes[second...])]
                #expect(events(of: pieces) == whole, "cut at \(first) and \(second)")
            }
        }
    }
}
