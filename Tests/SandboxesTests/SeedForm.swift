import Emulation
import JSON

@testable import Capgo

/// A second form in which a seed can write the entries of a list; an export has the rows alone.
struct SeedForm {
    /// What reads the form, and the rows' own form as well.
    let entity: any Fields
    /// The members of the form in the order of the schema.
    let names: [String]
    let required: [String]

    /// The lists that have one, by path.
    static let all = [
        "capgo.statistics": SeedForm(
            entity: StatisticsEntry(), names: ["app_id", "from", "days", "mau", "storage", "bandwidth", "seed"],
            required: ["app_id", "from", "days"])
    ]
}
