internal import JSON

extension JSONObject {
    /// Makes an object of the members that have a value: the API leaves the others out and never prints null.
    init(present members: KeyValuePairs<String, JSONValue?>) {
        self.init()
        reserveCapacity(members.count)
        for (name, value) in members {
            if let value { append(name, value) }
        }
    }
}
