package import Emulation

/// The share of an app's devices that ran each version, day by day.
package struct BundleUsage: APIObject {
    /// The shares of one version in percent, one number for each day.
    struct Dataset: APIObject, Sendable {
        let version: String
        let percents: LazyList<Double>

        static let example = Dataset(version: "", percents: LazyList([]))

        func visitFields(_ visitor: inout some AnswerVisitor) {
            visitor.field("label", version)
            visitor.field("data", percents)
        }
    }

    let days: LazyList<Day>
    let datasets: LazyList<Dataset>

    package static let example = BundleUsage(days: LazyList([]), datasets: LazyList([]))

    package func visitFields(_ visitor: inout some AnswerVisitor) {
        visitor.field("labels", days)
        visitor.field("datasets", datasets)
    }
}
