import Emulation
import HTTP
import Synchronization
import Testing

struct LazyListTests {
    /// Counts the elements that were made.
    private final class Meter: Sendable {
        let count = Atomic(0)

        func list(_ numbers: Range<Int>) -> LazyList<Int> {
            LazyList({ numbers }) { number in
                self.count.add(1, ordering: .relaxed)
                return number
            }
        }
    }

    private struct Pair: APIObject {
        let before: Int
        let list: LazyList<LazyList<Int>>
        let after: Int

        static let example = Pair(before: 0, list: LazyList([]), after: 0)

        func visitFields(_ visitor: inout some AnswerVisitor) {
            visitor.field("before", before)
            visitor.field("list", list)
            visitor.field("after", after)
        }
    }

    private func text(_ answer: Answer) -> String? {
        (answer.body?.collectedBytes()).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func `a short list is part of a body with a length`() {
        let answer = Answer(200, Wrapped("data", LazyList([1, 2, 3])))
        #expect(answer.body == .bytes(Array(#"{"data":[1,2,3]}"#.utf8)))
        #expect(Answer(200, LazyList<Int>([])).body == .bytes(Array("[]".utf8)))
    }

    @Test func `an element that is nil is left out, wherever it is`() {
        let kept: [(kept: Range<Int>, text: String)] = [
            (0..<0, "[]"), (0..<2, "[0,1]"), (1..<3, "[1,2]"), (0..<3, "[0,1,2]"),
        ]
        for (kept, expected) in kept {
            #expect(
                text(Answer(200, LazyList({ 0..<3 }) { kept.contains($0) ? $0 : nil })) == expected)
        }
    }

    @Test func `lists within lists keep the order of the text`() {
        let lists = LazyList({ 0..<3 }) { count in LazyList { 0..<count } }
        let answer = Answer(200, Pair(before: 1, list: lists, after: 2))
        #expect(text(answer) == #"{"before":1,"list":[[],[0],[0,1]],"after":2}"#)
    }

    @Test func `a long list is a stream with the same text`() throws {
        let numbers = 0..<100_000
        let answer = Answer(200, Wrapped("data", LazyList { numbers }))
        #expect(answer.body?.source != nil)
        #expect(
            text(answer) == #"{"data":["# + numbers.map(String.init).joined(separator: ",") + "]}")
    }

    @Test func `a long list within a list is a stream, too`() throws {
        let answer = Answer(
            200,
            Pair(before: 1, list: LazyList({ 0..<3 }) { _ in LazyList { 0..<50_000 } }, after: 2))
        #expect(answer.body?.source != nil)
        let inner = "[" + (0..<50_000).map(String.init).joined(separator: ",") + "]"
        #expect(
            text(answer) == #"{"before":1,"list":["# + [inner, inner, inner].joined(separator: ",")
                + #"],"after":2}"#)
    }

    @Test
    func
        `a piece has about the bytes that are asked for, and no element is made before it is sent`()
        throws
    {
        let meter = Meter()
        let source = try #require(Answer(200, meter.list(0..<60_000)).body?.source)
        var made = meter.count.load(ordering: .relaxed)
        #expect(made < 20_000)
        while case .bytes(let piece) = source.next(byteCountMax: 1000) {
            let now = meter.count.load(ordering: .relaxed)
            #expect(piece.count < 70_000)
            #expect(now - made <= 512)
            made = now
            if made > 30_000 { break }
        }
        #expect(made > 30_000)
        source.cancel()
        #expect(source.next(byteCountMax: 1000) == .end)
        #expect(meter.count.load(ordering: .relaxed) == made)
    }

    @Test func `elements that are left out are work as well`() throws {
        let meter = Meter()
        let list = LazyList<Int>({ 0..<60_000 }) { number in
            meter.count.add(1, ordering: .relaxed)
            return number == 59_999 ? number : nil
        }
        let answer = Answer(200, list)
        let source = try #require(answer.body?.source)
        #expect(meter.count.load(ordering: .relaxed) < 10_000)
        let before = meter.count.load(ordering: .relaxed)
        #expect(source.next(byteCountMax: 1000) == .bytes([]))
        #expect(meter.count.load(ordering: .relaxed) - before <= 512)
        #expect(text(answer) == "[59999]")
    }
}
