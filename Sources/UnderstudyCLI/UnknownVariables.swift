internal import Emulation
internal import JSON

/// Environment variables that look like those of an option, and are not.
enum UnknownVariables {
    /// Logs a warning for each.
    static func warn(_ environment: [String: String], _ log: Log) {
        let known = OptionTable.all.map(\.environmentName)
        for name in environment.keys.sorted() where !known.contains(name) && !isOfKubernetes(name) {
            let nearest =
                ClosestMatch.nearest(to: name, among: known).map { ": did you mean \($0)?" } ?? ""
            log.write(.warn, "\(name) is not the variable of an option\(nearest)")
        }
    }

    /// Whether Kubernetes sets the variable in each container, for a Service called `understudy`.
    private static func isOfKubernetes(_ name: String) -> Bool {
        let rest = name.dropFirst(Option.environmentPrefix.count)
        return rest.hasPrefix("SERVICE_") || rest.hasPrefix("PORT_")
    }
}
