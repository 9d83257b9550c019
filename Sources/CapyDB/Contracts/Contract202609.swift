package import Emulation
internal import HTTP

extension CapyDBService {
    /// The public API since September 2026: keys say whether they may manage their organization.
    package static let contract202609 = publicContract(.september2026, render: render202609)

    @Sendable static func render202609(_ result: CapyDBResult, _ form: AnswerForm) -> Answer {
        render(result, keysAs: KeyAnswer202609.self, form)
    }
}

/// The members are in the order of CapyDB's reference, which is alphabetical.
struct KeyAnswer202609: KeyAnswer {
    private let key: APIKey
    private let now: Timestamp

    init(_ key: APIKey, at now: Timestamp) {
        self.key = key
        self.now = now
    }

    static let example = KeyAnswer202609(APIKey(), at: Timestamp(milliseconds: 0))

    func visitFields(_ visitor: inout some AnswerVisitor) {
        key.visitFieldsBeforeManager(&visitor, at: now)
        visitor.field("manager", key.isManager)
        key.visitFieldsAfterManager(&visitor, at: now)
    }
}
