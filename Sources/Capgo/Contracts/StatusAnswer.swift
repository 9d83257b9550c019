internal import Emulation

/// An object of a status and one more member, such as `{"status":"OK","data":{…}}`.
struct StatusAnswer<Value: AnswerValue>: APIObject {
    private let status: String
    private let name: String
    private let value: Value

    init(_ status: String, _ name: String, _ value: Value) {
        self.status = status
        self.name = name
        self.value = value
    }

    static var example: StatusAnswer { StatusAnswer("", "data", Value.example) }

    func visitFields(_ visitor: inout some AnswerVisitor) {
        visitor.field("status", status)
        visitor.field(name, value)
    }
}
