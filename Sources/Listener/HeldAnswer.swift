internal import HTTP

/// An answer that waits for a timer: delayed, then perhaps sent at a limited rate.
struct HeldAnswer {
    /// What happens to the answer.
    enum Stage {
        /// Nothing is sent yet; `source` generates the body.
        case delayed(TimerID, source: (any BodySource)?)
        case paced(PacedBody)
    }

    var stage: Stage
    private let hold: DeliveryHold?
    private let id: DeliveryHold.ID?

    /// - Parameters:
    ///   - stage: what happens first.
    ///   - hold: may release the answer.
    ///   - release: called when it does.
    init(_ stage: Stage, _ hold: DeliveryHold?, release: @escaping () -> Void) {
        self.stage = stage
        self.hold = hold
        id = hold?.add(release)
    }

    /// Forgets the answer, which is complete or not needed any more.
    func end() {
        if let id { hold?.remove(id) }
    }
}
