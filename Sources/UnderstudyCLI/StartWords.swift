internal import CLinux

/// The words and the environment with which the process was started.
///
/// Not by way of `CommandLine`, which reads `/proc` and ends the process where that is not mounted.
enum StartWords {
    /// The name of the program as it was called, then its arguments.
    static var arguments: [String] { unsafe strings(start_arguments()) }

    /// The environment variables of this program; of two with one name, the first.
    static var environment: [String: String] {
        var environment: [String: String] = [:]
        for text in unsafe strings(start_environment())
        where text.hasPrefix(Option.environmentPrefix) {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(parts[0])
            if environment[name] == nil {
                environment[name] = parts.count > 1 ? String(parts[1]) : ""
            }
        }
        return environment
    }

    private static func strings(_ pointers: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>)
        -> [String]
    {
        var strings: [String] = []
        while let pointer = unsafe pointers[strings.count] {
            strings.append(unsafe String(cString: pointer))
        }
        return strings
    }
}
