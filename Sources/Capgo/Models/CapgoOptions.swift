package import Emulation

/// How the emulated service reads what its pages say in two ways: seed member `capgo.options`.
package struct CapgoOptions: Fields, Equatable {
    /// Which of the two pages tells what a key's mode may do (contract: "Key modes").
    package enum KeyModes: String, StringEnum {
        /// The newer page: a higher mode can do all that a lower one can.
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
