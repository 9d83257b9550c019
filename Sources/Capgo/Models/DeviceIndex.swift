internal import Emulation
internal import SortedCollections

/// The devices of each app in the order of the API's list: latest update first, then by id.
package struct DeviceIndex: Sendable, Equatable {
    private var rowIDs = SortedDictionary<Position, RowID>()

    /// The sort key of the list.
    struct Position: Comparable, Sendable {
        let app: ByteString
        let updatedAt: Timestamp
        let deviceID: ByteString

        static func < (left: Position, right: Position) -> Bool {
            if left.app != right.app { return left.app < right.app }
            if left.updatedAt != right.updatedAt { return left.updatedAt > right.updatedAt }
            return left.deviceID < right.deviceID
        }
    }

    init() {}

    /// Applies a change of a device; devices that are not listed have no position.
    mutating func apply(_ change: RowChange<Device>) {
        let old = change.old.flatMap(\.position)
        let new = change.new.flatMap(\.position)
        guard old != new else { return }
        if let old { rowIDs[old] = nil }
        if let new { rowIDs[new] = change.rowID }
    }

    /// The row ids of an app's devices after a cursor; nil starts at the first device.
    func rowIDs(of app: String, after cursor: DeviceCursor?) -> some Sequence<RowID> {
        let app = ByteString(app)
        let deviceID = ByteString(cursor?.deviceID ?? "")
        let start = Position(app: app, updatedAt: cursor?.updatedAt ?? .latest, deviceID: deviceID)
        return rowIDs.elements(after: start).lazy.prefix { $0.key.app == app }.map(\.value)
    }
}

/// The last device that a client has read of a list.
///
/// Devices that are added or removed between two pages do not shift the rest.
package struct DeviceCursor: Sendable {
    let updatedAt: Timestamp
    let deviceID: String

    init(_ device: Device) {
        updatedAt = device.updatedAt
        deviceID = device.deviceID
    }

    /// Parses a `text`; nil for anything else.
    init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let milliseconds = Int64(parts[0]), TextFormat.isUUID(String(parts[1])) else {
            return nil
        }
        updatedAt = Timestamp(milliseconds: milliseconds)
        deviceID = String(parts[1])
    }

    /// The cursor as it is sent; clients treat it as opaque.
    var text: String { "\(updatedAt.milliseconds).\(deviceID)" }
}

extension Device {
    fileprivate var position: DeviceIndex.Position? {
        isOverrideOnly
            ? nil : DeviceIndex.Position(app: ByteString(appID), updatedAt: updatedAt, deviceID: ByteString(deviceID))
    }
}
