/// The product's version (https://semver.org), with the commit as build metadata where it is known.
enum Version {
    static let number = "0.1.0"

    /// The commit that the program was made from.
    ///
    /// The Dockerfile writes it here before it builds; a build by hand leaves it empty, since asking git would take a
    /// plugin and a checkout.
    static let commit = ""

    static let text = commit.isEmpty ? number : "\(number)+\(commit)"
}
