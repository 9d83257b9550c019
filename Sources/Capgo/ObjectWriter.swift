internal import Emulation
internal import JSON

/// Something that the API shows as a JSON object.
protocol APIObject {
    /// Writes the members in the documented order.
    func write(to object: inout ObjectWriter)
}

/// Writes the API's objects as text, member by member, without making values first.
struct ObjectWriter {
    private(set) var bytes: [UInt8] = []

    /// Room for the text of one object, which spares growing in small steps.
    private static let byteCountUsual = 512

    init() {
        bytes.reserveCapacity(Self.byteCountUsual)
    }

    /// Adds an object.
    mutating func append(_ object: some APIObject) {
        bytes.append(UInt8(ascii: "{"))
        object.write(to: &self)
        close("}")
    }

    /// Adds a list of objects.
    mutating func append(_ objects: some Sequence<some APIObject>) {
        bytes.append(UInt8(ascii: "["))
        for object in objects {
            append(object)
            bytes.append(UInt8(ascii: ","))
        }
        close("]")
    }

    /// Adds text that is JSON already.
    mutating func append(json text: StaticString) {
        bytes.append(contentsOf: text.description.utf8)
    }

    /// Adds a string.
    mutating func append(text: String) {
        JSONValue.appendString(text, to: &bytes)
    }

    mutating func member(_ name: String, _ text: String) {
        start(name)
        JSONValue.appendString(text, to: &bytes)
        bytes.append(UInt8(ascii: ","))
    }

    mutating func member(_ name: String, _ text: String?) {
        guard let text else { return null(name) }
        member(name, text)
    }

    mutating func member(_ name: String, _ number: Int) {
        start(name)
        JSONValue.appendInteger(number, to: &bytes)
        bytes.append(UInt8(ascii: ","))
    }

    mutating func member(_ name: String, _ number: Int?) {
        guard let number else { return null(name) }
        member(name, number)
    }

    mutating func member(_ name: String, _ truth: Bool) {
        start(name)
        bytes.append(contentsOf: (truth ? "true," : "false,").utf8)
    }

    mutating func member(_ name: String, _ moment: Timestamp) {
        start(name)
        bytes.append(UInt8(ascii: "\""))
        moment.appendRFC3339Seconds(to: &bytes)
        bytes.append(contentsOf: "\",".utf8)
    }

    mutating func member(_ name: String, _ texts: [String]) {
        start(name)
        bytes.append(UInt8(ascii: "["))
        for text in texts {
            JSONValue.appendString(text, to: &bytes)
            bytes.append(UInt8(ascii: ","))
        }
        close("]")
        bytes.append(UInt8(ascii: ","))
    }

    mutating func member(_ name: String, _ object: (some APIObject)?) {
        guard let object else { return null(name) }
        start(name)
        append(object)
        bytes.append(UInt8(ascii: ","))
    }

    private mutating func null(_ name: String) {
        start(name)
        bytes.append(contentsOf: "null,".utf8)
    }

    private mutating func start(_ name: String) {
        JSONValue.appendName(name, to: &bytes)
    }

    /// Ends an object or a list; the comma behind its last entry goes.
    private mutating func close(_ bracket: Unicode.Scalar) {
        if bytes.last == UInt8(ascii: ",") { bytes.removeLast() }
        bytes.append(UInt8(ascii: bracket))
    }
}

extension Answer {
    /// An object by itself.
    static func bare(_ object: some APIObject) -> Answer {
        var writer = ObjectWriter()
        writer.append(object)
        return Answer(200, text: writer.bytes)
    }

    /// An object in `{"data":{…}}`.
    static func data(_ object: some APIObject) -> Answer {
        wrapped("{\"data\":") { $0.append(object) }
    }

    /// A list in `{"data":[…]}`.
    static func data(_ objects: some Sequence<some APIObject>) -> Answer {
        wrapped("{\"data\":") { $0.append(objects) }
    }

    /// An object with what `write` adds behind the opening.
    static func wrapped(_ opening: StaticString, _ write: (inout ObjectWriter) -> Void) -> Answer {
        var writer = ObjectWriter()
        writer.append(json: opening)
        write(&writer)
        writer.append(json: "}")
        return Answer(200, text: writer.bytes)
    }

    /// The answer `{"status":"ok"}`.
    static var ok: Answer { Answer(200, ["status": "ok"]) }
}
