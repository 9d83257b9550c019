package import Emulation

/// A name that is unique within one app: a version, a channel, a device.
package struct AppScopedName: RowKey, Comparable, Hashable, CustomStringConvertible {
    package let app: ByteString
    package let name: ByteString

    package init(_ app: String, _ name: String) {
        self.app = ByteString(app)
        self.name = ByteString(name)
    }

    package static func < (left: AppScopedName, right: AppScopedName) -> Bool {
        left.app == right.app ? left.name < right.name : left.app < right.app
    }

    package var description: String { "\(app) \(name)" }
}
