internal import JSON
internal import Sandboxes

/// Expected entries and actual ones that are about the same entity, with what differs between them.
///
/// An expected entry is paired with the actual one of its list, and of its id where it has one,
/// that differs least.
struct NearMisses {
    /// The list and the id of each pair, and the members that differ.
    private(set) var pairs: [JSONObject] = []
    /// The expected entries without a partner.
    private(set) var missing: [JSONObject] = []
    /// The actual entries without a partner.
    private(set) var unexpected: [JSONObject]

    /// How many expected entries are compared with all others, which takes quadratic time.
    private static let comparedMax = 100

    init(_ expected: [JSONObject], _ actual: [JSONObject]) {
        unexpected = actual
        missing = Array(expected.dropFirst(Self.comparedMax))
        var unpaired: [JSONObject] = []
        for entry in expected.prefix(Self.comparedMax) where !pair(entry) {
            unpaired.append(entry)
        }
        missing = unpaired + missing
    }

    private mutating func pair(_ expected: JSONObject) -> Bool {
        let names = ["list", "id"].filter { expected[$0] != nil }
        guard !names.isEmpty else { return false }
        var best: (index: Int, differences: [JSONValue])?
        for (index, entry) in unexpected.enumerated()
        where names.allSatisfy({ entry[$0] == expected[$0] }) {
            let differences = Self.differences(expected, entry, "")
            guard differences.count < best?.differences.count ?? .max else { continue }
            best = (index, differences)
        }
        guard let best else { return false }
        let entry = unexpected.remove(at: best.index)
        pairs.append([
            "list": entry["list"] ?? .null, "id": entry["id"] ?? .null,
            "differences": .array(best.differences),
        ])
        return true
    }

    private static func differences(
        _ expected: JSONObject, _ actual: JSONObject, _ prefix: String
    ) -> [JSONValue] {
        expected.members.flatMap { member -> [JSONValue] in
            let name = prefix + member.name
            let value = actual[member.name]
            if let inner = member.value.object, let object = value?.object {
                return differences(inner, object, name + ".")
            }
            let isEqual = JSONValue.object(actual).contains([member.name: member.value])
            if isEqual { return [] }
            return [
                ["member": .string(name), "expected": member.value, "actual": value ?? .null]
            ]
        }
    }
}
