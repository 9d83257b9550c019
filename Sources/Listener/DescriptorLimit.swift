internal import Glibc

/// How many descriptors, and so connections, this process may have.
package enum DescriptorLimit {
    /// Raises the limit as far as the system lets this process, and returns what it is then.
    ///
    /// Shells start programs with 1,024 of them for the sake of `select`, which nothing here uses.
    @discardableResult
    package static func raise() -> Int {
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        guard unsafe getrlimit(resource, &limit) == 0 else { return 0 }
        let before = limit.rlim_cur
        limit.rlim_cur = limit.rlim_max
        return Int(clamping: unsafe setrlimit(resource, &limit) == 0 ? limit.rlim_cur : before)
    }
}
