internal import Emulation
internal import HTTP
internal import JSON

/// An attribute that a request certainly has when it matches: an exact value of one member.
///
/// Each function here makes the hash of an attribute both for matchers and for requests, so that
/// both are the same.
struct MatcherAttribute {
    let kind: AttributeHash.Kind
    let hash: UInt64
    /// What has to be known of requests besides the kind, to look the attribute up.
    let scope: Scope

    /// A part of the attributes of one kind.
    enum Scope {
        case all
        /// The start of a path, of that many bytes.
        case start(Int)
        /// A header field: the hash of its name, and the name's length.
        case name(UInt64, byteCount: Int)
        /// A member of the body: the hashes of its name and of the names of those around it.
        case members([UInt64])
    }

    private init(_ kind: AttributeHash.Kind, _ hash: AttributeHash, _ scope: Scope = .all) {
        self.kind = kind
        self.hash = hash.value
        self.scope = scope
    }

    /// How many attributes of a condition are looked at: more would rarely find a better one.
    private static let countMax = 8

    /// The attributes that a condition asks for.
    static func all(of condition: RequestMatcher.Condition) -> [MatcherAttribute] {
        switch condition {
        case .path(let glob): path(glob)
        case .headers(let fields): fields.prefix(countMax).compactMap { header($0.name, $0.value) }
        case .query(let items):
            items.prefix(countMax).map { MatcherAttribute(.query, .query($0.name, $0.value)) }
        case .body(let pattern): members(of: pattern.members)
        case .key(let key): [MatcherAttribute(.key, .text(.key, key))]
        case .account(let id): [MatcherAttribute(.account, .text(.account, id))]
        case .refusal(let name): [MatcherAttribute(.refusal, .text(.refusal, name))]
        case .basis(let basis): [MatcherAttribute(.basis, .text(.basis, basis.rawValue))]
        case .method(let method): [MatcherAttribute(.method, .text(.method, method.rawValue))]
        case .status(let range):
            range.count == 1
                ? [MatcherAttribute(.status, .status(range.lowerBound))]
                : [MatcherAttribute(.statusClass, .statusClass(range.lowerBound))]
        case .service, .operation, .since, .after, .anyFault, .fault: []
        }
    }

    private static func path(_ glob: PathGlob) -> [MatcherAttribute] {
        let bytes = glob.prefix
        if glob.isPlain { return [MatcherAttribute(.path, .bytes(.path, bytes.span))] }
        if bytes.isEmpty { return [] }
        return [MatcherAttribute(.pathStart, .bytes(.pathStart, bytes.span), .start(bytes.count))]
    }

    /// Invalid UTF-8 of a request is compared as U+FFFD, but hashed as it was sent.
    private static func header(_ name: String, _ value: String) -> MatcherAttribute? {
        if value.unicodeScalars.contains("\u{FFFD}") { return nil }
        let nameHash = AttributeHash.headerName(name.utf8Span.span)
        var hash = nameHash
        hash.combine(value)
        return MatcherAttribute(
            .header, hash, .name(nameHash.value, byteCount: name.utf8.count))
    }

    private static func members(of pattern: JSONObject) -> [MatcherAttribute] {
        var found: [MatcherAttribute] = []
        addMembers(of: pattern, in: AttributeHash(.body), [], to: &found)
        return found
    }

    /// Adds the members that are no objects and no lists, up to the bound.
    private static func addMembers(
        of pattern: JSONObject, in names: AttributeHash, _ outer: [UInt64],
        to found: inout [MatcherAttribute]
    ) {
        for member in pattern.members where found.count < countMax {
            var hash = names
            hash.combine(member.name)
            let path = outer + [hash.value]
            if let object = member.value.object {
                addMembers(of: object, in: hash, path, to: &found)
            } else if hash.combine(scalar: member.value) {
                found.append(MatcherAttribute(.body, hash, .members(path)))
            }
        }
    }
}

extension AttributeHash {
    static func bytes(_ kind: Kind, _ bytes: Span<UInt8>) -> AttributeHash {
        var hash = AttributeHash(kind)
        hash.combine(bytes)
        return hash
    }

    static func text(_ kind: Kind, _ text: String) -> AttributeHash {
        bytes(kind, text.utf8Span.span)
    }

    /// The hash of a field's name, to be combined with the value.
    static func headerName(_ name: Span<UInt8>) -> AttributeHash {
        var hash = AttributeHash(.header)
        hash.combineIgnoringCase(name)
        return hash
    }

    static func query(_ name: String, _ value: String) -> AttributeHash {
        var hash = AttributeHash(.query)
        hash.combine(name)
        hash.combine(value)
        return hash
    }

    static func status(_ status: Int) -> AttributeHash {
        var hash = AttributeHash(.status)
        hash.combine(UInt64(status))
        return hash
    }

    static func statusClass(_ status: Int) -> AttributeHash {
        var hash = AttributeHash(.statusClass)
        hash.combine(UInt64(status / 100))
        return hash
    }

    /// Combines the value of a member of a body; numbers by value.
    ///
    /// - Returns: false for an object or a list.
    mutating func combine(scalar value: JSONValue) -> Bool {
        switch value {
        case .null: combine(0)
        case .bool(let truth): combine(truth ? 1 : 2)
        // Adding zero makes -0 the same as 0.
        case .number(let number): combine((number.double + 0).bitPattern)
        case .string(let text): combine(text)
        case .object, .array: return false
        }
        return true
    }
}
