import Emulation

/// An entity with members of every type.
struct Note: Entity {
    struct Indexes: RowIndexes {
        private(set) var byTopic = Index<String>()
        private(set) var byCode = UniqueIndex<Int>()

        mutating func insert(_ note: Note, at place: RowPlace) {
            byTopic.insert(note.topic, note.createdAt, at: place)
            byCode.insert(note.code, at: place)
        }

        mutating func remove(_ note: Note, at place: RowPlace) {
            byTopic.remove(note.topic, note.createdAt, at: place)
            byCode.remove(note.code, at: place)
        }
    }

    static let list = "notes"

    var id = ""
    var topic = ""
    var code = 0
    var isDone = false
    var weight: Double?
    var tags: [String] = []
    var labels: [String: String] = [:]
    var createdAt = Timestamp.unset
    var steps: [Step] = []

    init() {}

    init(_ id: String, topic: String = "", code: Int = 0, at milliseconds: Int64 = 0) {
        self.id = id
        self.topic = topic
        self.code = code
        createdAt = Timestamp(milliseconds: milliseconds)
    }

    mutating func visitMembers(_ visitor: inout some MemberVisitor) {
        visitor.member("id", &id)
        visitor.member("topic", &topic, .required(.oneOf(["work", "home"])))
        visitor.member("code", &code, .optional(.nonNegative))
        visitor.member("is_done", &isDone)
        visitor.member("weight", &weight)
        visitor.member("tags", &tags)
        visitor.member("labels", &labels)
        visitor.member("created_at", &createdAt)
        visitor.list("steps", &steps, .optional)
    }
}

/// What a note's list holds.
struct Step: Members, Equatable {
    var text = ""
    var minutes: Int?

    init() {}

    init(_ text: String, minutes: Int? = nil) {
        self.text = text
        self.minutes = minutes
    }

    mutating func visitMembers(_ visitor: inout some MemberVisitor) {
        visitor.member("text", &text, .required(.nonBlank))
        visitor.member("minutes", &minutes)
    }
}
