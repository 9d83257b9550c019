internal import Bytes

/// A JSON object (RFC 8259, section 4): members in order, each name once.
///
/// Names are told apart by their UTF-8 bytes, as JavaScript does by code units: `é` and `e` + U+0301 are
/// two names. Up to 16 members are searched one by one, more through a hash index, so that no input makes
/// looking up quadratic.
@usableFromInline
package struct JSONObject: Sendable {
    /// One name with its value.
    package struct Member: Sendable {
        /// The name, which is what its UTF-8 bytes are.
        package let name: String
        /// The value; `null` is one too.
        package var value: JSONValue

        /// Makes a member, which belongs to no object yet.
        @inlinable package init(name: String, value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    static let linearSearchMembersMax = 16

    /// The members in their order.
    package private(set) var members: [Member] = []
    /// The places of all names; nil while there are few enough members to search one by one.
    private var places: [JSONName: Int]?

    /// Makes an empty object.
    package init() {}

    /// Makes an object of the members in their order; of equal names the last value wins, in the position of
    /// the first.
    package init(_ members: [Member]) {
        reserveCapacity(members.count)
        for member in members { append(member.name, member.value) }
    }

    /// How many members there are.
    package var count: Int { members.count }

    /// Whether there is no member.
    package var isEmpty: Bool { members.isEmpty }

    /// Reads the value of that name; writing replaces it in its position or adds it at the end; nil removes
    /// the member.
    ///
    /// A `null` is written with `append`, or as `JSONValue.null`. Removing is O(n) in the
    /// count.
    @usableFromInline
    package subscript(name: String) -> JSONValue? {
        get { place(of: name).map { members[$0].value } }
        set {
            if let newValue { append(name, newValue) } else { remove(name) }
        }
    }

    /// Adds a member at the end, or replaces the value in its position when the name exists.
    package mutating func append(_ name: String, _ value: JSONValue) {
        if let place = place(of: name) {
            members[place].value = value
        } else {
            appendNew(name, value)
        }
    }

    /// Makes room for that many members.
    package mutating func reserveCapacity(_ count: Int) {
        members.reserveCapacity(count)
    }

    /// Adds a member whose name is known not to be there.
    mutating func appendNew(_ name: String, _ value: JSONValue) {
        places?[JSONName(text: name)] = members.count
        members.append(Member(name: name, value: value))
        if places == nil, members.count > Self.linearSearchMembersMax { indexPlaces() }
    }

    /// Replaces the value of that name, if it is there.
    ///
    /// - Returns: whether it was there.
    mutating func replace(_ name: String, _ value: JSONValue) -> Bool {
        guard let place = place(of: name) else { return false }
        members[place].value = value
        return true
    }

    private mutating func remove(_ name: String) {
        guard let place = place(of: name) else { return }
        members.remove(at: place)
        places = nil
        if members.count > Self.linearSearchMembersMax { indexPlaces() }
    }

    private mutating func indexPlaces() {
        var places: [JSONName: Int] = [:]
        places.reserveCapacity(members.count * 2)
        for (place, member) in members.enumerated() { places[JSONName(text: member.name)] = place }
        self.places = places
    }

    private func place(of name: String) -> Int? {
        if let places { return places[JSONName(text: name)] }
        let members = members.span
        for place in members.indices where members[place].name.hasSameBytes(as: name) { return place }
        return nil
    }
}

extension JSONObject: Equatable {
    /// Compares names, values and their order.
    @usableFromInline
    package static func == (left: JSONObject, right: JSONObject) -> Bool {
        left.members.elementsEqual(right.members) { $0.name.hasSameBytes(as: $1.name) && $0.value == $1.value }
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    /// Makes an object with its members in the order written; of equal names the last value wins.
    @usableFromInline
    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        reserveCapacity(elements.count)
        for (name, value) in elements { append(name, value) }
    }
}
