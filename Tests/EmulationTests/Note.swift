import Emulation

/// An entity with members of every type.
struct Note: Entity {
    struct Indexes: RowIndexes {
        private(set) var byTopic = Index<String>()
        private(set) var byCode = UniqueIndex<Int>()
        private(set) var byTag = Index<String>()

        mutating func apply(_ change: RowChange<Note>) {
            byTopic.apply(change, by: \.topic, at: \.createdAt)
            byCode.apply(change, by: \.code)
            byTag.apply(change, byEach: \.tags, at: \.createdAt)
        }
    }

    static let listName = "notes"

    var id = ""
    var topic = ""
    var code = 0
    var isDone = false
    var weight: Double?
    var tags: [String] = []
    var labels: [ByteString: String] = [:]
    var createdAt = Timestamp.unset
    var steps: [Step] = []

    init() {}

    init(_ id: String, topic: String = "", code: Int = 0, at milliseconds: Int64 = 0) {
        self.id = id
        self.topic = topic
        self.code = code
        createdAt = Timestamp(milliseconds: milliseconds)
    }

    mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("id", &id)
        visitor.field("topic", &topic, .required(.oneOf(["work", "home"])))
        visitor.field("code", &code, .optional(.nonNegative))
        visitor.field("is_done", &isDone)
        visitor.field("weight", &weight)
        visitor.field("tags", &tags)
        visitor.field("labels", &labels)
        visitor.field("created_at", &createdAt)
        visitor.list("steps", &steps, .optional)
    }
}

/// What a note's list holds.
struct Step: Fields, Equatable {
    var text = ""
    var minutes: Int?

    init() {}

    init(_ text: String, minutes: Int? = nil) {
        self.text = text
        self.minutes = minutes
    }

    mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("text", &text, .required(.nonBlank))
        visitor.field("minutes", &minutes)
    }
}
