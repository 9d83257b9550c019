package import Emulation

/// The share of an app's devices that ran each version, day by day.
package struct BundleUsage: APIObject {
    /// The shares of one version in percent, one number for each day.
    struct Dataset: APIObject {
        let version: String
        let percents: [Double]

        static let example = Dataset(version: "", percents: [])

        func visitFields(_ visitor: inout some AnswerVisitor) {
            visitor.field("label", version)
            visitor.field("data", percents)
        }
    }

    let days: [Day]
    let datasets: [Dataset]

    package static let example = BundleUsage(days: [], datasets: [])

    package func visitFields(_ visitor: inout some AnswerVisitor) {
        visitor.field("labels", days)
        visitor.field("datasets", datasets)
    }
}
