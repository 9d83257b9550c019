package import Emulation

/// Choices where the vendor's pages contradict each other: seed member `capgo.options`.
package struct CapgoOptions: Fields, Equatable {
    /// Which of the two pages defines the key modes (contract: "Key modes").
    package enum KeyModes: String, StringEnum {
        /// The newer page: a higher mode includes the lower ones.
        case stepped
        /// The older page: `write` may modify but not upload, `upload` may do both.
        case february2025 = "2025-02"
    }

    package var keyModes = KeyModes.stepped

    package init() {}

    package mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.field("key_modes", &keyModes, .optional(KeyModes.format))
    }
}
