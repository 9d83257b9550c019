internal import Glibc

/// The limit of descriptors, and thereby connections, of this process.
package enum DescriptorLimit {
    /// Raises the limit as far as the system allows; returns the new limit.
    ///
    /// Shells set it to 1,024 for programs that use `select`; this one does not.
    package static func raise() -> Int {
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        guard unsafe getrlimit(resource, &limit) == 0 else { return .max }
        let before = limit.rlim_cur
        limit.rlim_cur = limit.rlim_max
        return Int(clamping: unsafe setrlimit(resource, &limit) == 0 ? limit.rlim_cur : before)
    }
}
