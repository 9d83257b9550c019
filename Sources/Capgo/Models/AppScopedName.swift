/// A name that means something within one app: a version, a channel, a device.
package struct AppScopedName: Comparable, Hashable, Sendable, CustomStringConvertible {
    package let app: String
    package let name: String

    package init(_ app: String, _ name: String) {
        self.app = app
        self.name = name
    }

    package static func < (left: AppScopedName, right: AppScopedName) -> Bool {
        left.app == right.app ? left.name < right.name : left.app < right.app
    }

    package var description: String { "\(app) \(name)" }
}
