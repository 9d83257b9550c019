internal import Emulation
internal import HTTP
internal import JSON

/// Finds the matchers that a request may match without asking each of them.
///
/// A matcher that needs an exact value of an attribute, such as a header field, is found by the
/// hash of that attribute: one look-up for all matchers. Those that are found are candidates, which may
/// still not match; all others certainly do not. A class, since each request reads it: one
/// reference is copied.
final class MatcherIndex: Sendable {
    /// Positions of matchers, by the hash of an attribute that each of them needs.
    private let positions: [UInt64: [Int]]
    /// The positions of matchers without such an attribute.
    private let others: [Int]
    private let probes: Probes

    /// Which attributes of requests are looked up.
    private struct Probes {
        private var kinds: UInt64 = 0
        private(set) var startLengths: Set<Int> = []
        private(set) var headerNames: Set<UInt64> = []
        /// The bits of the lengths of those names, modulo 64: most fields are skipped by them.
        private(set) var headerNameLengths: UInt64 = 0
        private(set) var memberNames: Set<UInt64> = []

        mutating func include(_ attribute: MatcherAttribute) {
            kinds |= 1 << attribute.kind.rawValue
            switch attribute.scope {
            case .all: break
            case .start(let length): startLengths.insert(length)
            case .name(let hash, let byteCount):
                headerNames.insert(hash)
                headerNameLengths |= 1 << UInt64(byteCount & 63)
            case .members(let names): memberNames.formUnion(names)
            }
        }

        func has(_ kind: AttributeHash.Kind) -> Bool { kinds & 1 << kind.rawValue != 0 }
    }

    /// - Parameter matchers: those that are found, with their positions in ascending order.
    init(_ matchers: [(position: Int, matcher: RequestMatcher)]) {
        let attributes = matchers.map { $0.matcher.conditions.flatMap(MatcherAttribute.all) }
        var counts: [UInt64: Int] = [:]
        for attribute in attributes.joined() { counts[attribute.hash, default: 0] += 1 }
        /// An attribute that few matchers need leaves few candidates.
        func rank(_ attribute: MatcherAttribute) -> (Int, UInt64) {
            (counts[attribute.hash] ?? 0, attribute.kind.rawValue)
        }
        var (positions, others, probes) = ([UInt64: [Int]](), [Int](), Probes())
        for ((position, _), attributes) in zip(matchers, attributes) {
            guard let best = attributes.min(by: { rank($0) < rank($1) }) else {
                others.append(position)
                continue
            }
            positions[best.hash, default: []].append(position)
            probes.include(best)
        }
        (self.positions, self.others, self.probes) = (positions, others, probes)
    }

    var isEmpty: Bool { positions.isEmpty && others.isEmpty }

    /// The positions of the matchers that a request may match, in ascending order.
    func candidates(for subject: inout MatchSubject) -> [Int] {
        if positions.isEmpty { return others }
        var found = Found(in: positions, others)
        findByPath(&subject, &found)
        if probes.has(.header) { findByHeaders(subject.exchange, &found) }
        if probes.has(.query), subject.exchange.request.query != nil {
            for item in subject.query.items { found.add(.query(item.name, item.value)) }
        }
        if probes.has(.body) { findByBody(&subject, &found) }
        findByCaller(subject.exchange, &found)
        findByOutcome(subject.exchange, &found)
        if probes.has(.method) {
            found.add(.text(.method, subject.exchange.request.method.rawValue))
        }
        return found.ascending
    }

    /// The positions that were found.
    private struct Found {
        private let positions: [UInt64: [Int]]
        private var all: [Int]
        private var isAscending = true

        init(in positions: [UInt64: [Int]], _ others: [Int]) {
            self.positions = positions
            all = others
        }

        mutating func add(_ hash: AttributeHash) {
            guard let more = positions[hash.value] else { return }
            if all.isEmpty {
                all = more
            } else {
                all += more
                isAscending = false
            }
        }

        /// A repeated field or item is found twice.
        var ascending: [Int] { isAscending ? all : Set(all).sorted() }
    }

    private func findByPath(_ subject: inout MatchSubject, _ found: inout Found) {
        guard probes.has(.path) || probes.has(.pathStart) else { return }
        let path = subject.exchange.request.path
        let bytes = path.utf8Span.span
        for index in bytes.indices where bytes[index] == UInt8(ascii: "%") {
            let decoded = subject.path.bytes
            return find(decoded.span, &found)
        }
        let hasSlash = bytes.count > 1 && bytes[bytes.count - 1] == UInt8(ascii: "/")
        find(bytes.extracting(first: bytes.count - (hasSlash ? 1 : 0)), &found)
    }

    private func find(_ path: Span<UInt8>, _ found: inout Found) {
        if probes.has(.path) { found.add(.bytes(.path, path)) }
        for length in probes.startLengths where length <= path.count {
            found.add(.bytes(.pathStart, path.extracting(first: length)))
        }
    }

    private func findByHeaders(_ exchange: ExchangeRecord, _ found: inout Found) {
        exchange.request.headers.forEachField { name, value in
            guard probes.headerNameLengths & 1 << UInt64(name.count & 63) != 0 else { return }
            var hash = AttributeHash.headerName(name)
            guard probes.headerNames.contains(hash.value) else { return }
            hash.combine(value)
            found.add(hash)
        }
    }

    private func findByBody(_ subject: inout MatchSubject, _ found: inout Found) {
        guard !subject.isBodyCut, !subject.exchange.request.body.isEmpty else { return }
        var cursor = JSONCursor(subject.exchange.request.body)
        // What is no JSON matches nothing, whatever was found before the error.
        try? findMembers(&cursor, in: AttributeHash(.body), &found)
    }

    private func findMembers(
        _ cursor: inout JSONCursor, in names: AttributeHash, _ found: inout Found
    ) throws(JSONSyntaxError) {
        try cursor.enterObject()
        while let name = try cursor.nextMember() {
            var hash = names
            hash.combine(name)
            guard probes.memberNames.contains(hash.value) else { continue }
            if cursor.isAtObject {
                try findMembers(&cursor, in: hash, &found)
            } else if hash.combine(scalar: try cursor.readValue()) {
                found.add(hash)
            }
        }
    }

    private func findByCaller(_ exchange: ExchangeRecord, _ found: inout Found) {
        if probes.has(.key), let key = exchange.wholeCredential {
            found.add(.text(.key, key))
            found.add(.text(.key, SecretFields.redacted(key)))
        }
        if probes.has(.account), let id = exchange.account { found.add(.text(.account, id)) }
    }

    private func findByOutcome(_ exchange: ExchangeRecord, _ found: inout Found) {
        if probes.has(.status) { found.add(.status(exchange.status)) }
        if probes.has(.statusClass) { found.add(.statusClass(exchange.status)) }
        guard let refusal = exchange.refused?.refusal else { return }
        if probes.has(.refusal) { found.add(.text(.refusal, refusal.name)) }
        if probes.has(.basis) { found.add(.text(.basis, refusal.basis.rawValue)) }
    }
}
