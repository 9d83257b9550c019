#if canImport(Testing)
    internal import Testing
#endif

/// Fails the running test.
///
/// A build of the product compiles this module too, where there is no test library.
enum TestIssue {
    static func record(_ message: String) {
        #if canImport(Testing)
            Issue.record("\(message)")
        #else
            preconditionFailure(message)
        #endif
    }
}
