/// The product's version (https://semver.org), with the commit as build metadata if it is known.
enum Version {
    static let number = "0.1.0"

    /// The commit that the program was built from.
    ///
    /// The Dockerfile writes it here before the build. Other builds leave it empty, because asking
    /// git would require a plugin and a checkout.
    static let commit = ""

    static let text = commit.isEmpty ? number : "\(number)+\(commit)"
}
