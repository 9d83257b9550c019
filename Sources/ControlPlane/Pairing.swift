/// Pairs the elements of two lists so that as many as possible have a partner that fits.
///
/// An element may fit several: pairs are changed along augmenting paths (Kuhn's algorithm) until no more
/// can be made.
struct Pairing<Left, Right> {
    private(set) var unpairedLeft: [Left] = []
    private(set) var unpairedRight: [Right] = []

    init(_ left: [Left], _ right: [Right], fits: (Left, Right) -> Bool) {
        let candidates = left.map { element in right.indices.filter { fits(element, right[$0]) } }
        var partners = [Int?](repeating: nil, count: right.count)
        // From where a search failed, no later one can succeed.
        var hopeless: Set<Int> = []
        for index in left.indices {
            if let free = candidates[index].first(where: { partners[$0] == nil }) {
                partners[free] = index
                continue
            }
            var tried = hopeless
            if !Self.findPartner(of: index, candidates, &partners, &tried) {
                hopeless = tried
                unpairedLeft.append(left[index])
            }
        }
        unpairedRight = right.indices.filter { partners[$0] == nil }.map { right[$0] }
    }

    private static func findPartner(
        of index: Int, _ candidates: [[Int]], _ partners: inout [Int?], _ tried: inout Set<Int>
    ) -> Bool {
        for candidate in candidates[index] where tried.insert(candidate).inserted {
            let rival = partners[candidate]
            if rival.map({ findPartner(of: $0, candidates, &partners, &tried) }) ?? true {
                partners[candidate] = index
                return true
            }
        }
        return false
    }
}
