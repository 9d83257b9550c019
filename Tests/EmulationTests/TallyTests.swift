import Emulation
import Testing

struct TallyTests {
    @Test func `each key has its own number`() {
        var tally = Tally<String>()
        tally.add(3, to: "a")
        tally.add(1, to: "b")
        tally.add(-2, to: "a")
        #expect(tally["a"] == 1)
        #expect(tally["b"] == 1)
        #expect(tally["c"] == 0)
    }

    @Test func `a key of which none is left is as if it had never been counted`() {
        var tally = Tally<String>()
        tally.add(2, to: "a")
        tally.add(-2, to: "a")
        #expect(tally == Tally<String>())
    }
}
