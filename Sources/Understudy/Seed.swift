internal import Sandboxes

/// Seeds that are part of the library.
public enum Seed {
    /// The text of the demo: three users, and organizations, keys and apps of each service.
    ///
    /// It is `seed/demo.json` of the package.
    public static var demo: String { DemoSeed.text }
}
