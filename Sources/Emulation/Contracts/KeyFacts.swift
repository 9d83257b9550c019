/// What a service knows of a key, for hints about requests that it refused.
package struct KeyFacts: Sendable {
    /// Whether the key can be used.
    package enum Standing: Sendable {
        case active
        case expired(Timestamp)
        /// The time is nil where the service does not store it.
        case revoked(Timestamp?)
    }

    package let standing: Standing
    /// To whom it belongs, as a part of a sentence.
    package let owner: String

    package init(_ standing: Standing, owner: String) {
        self.standing = standing
        self.owner = owner
    }
}
