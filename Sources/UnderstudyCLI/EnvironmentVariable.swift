internal import Glibc

/// The process's environment.
enum EnvironmentVariable {
    static func read(_ name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        return unsafe String(cString: value)
    }
}
