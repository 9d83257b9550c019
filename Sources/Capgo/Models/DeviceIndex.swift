internal import Emulation
internal import SortedCollections

/// The devices of each app in the order of the API's list: latest update first, then by id.
///
/// Updates are compared in whole seconds, as answers and cursors show them.
package struct DeviceIndex: Sendable, Equatable {
    private var rowIDs = SortedDictionary<Position, RowID>()

    /// The sort key of the list.
    struct Position: Comparable, Sendable {
        let app: ByteString
        let updatedAtSeconds: Int64
        let deviceID: ByteString

        init(_ app: String, _ updatedAt: Timestamp, _ deviceID: String) {
            self.app = ByteString(app)
            updatedAtSeconds = updatedAt.secondsSince1970
            self.deviceID = ByteString(deviceID)
        }

        static func < (left: Position, right: Position) -> Bool {
            if left.app != right.app { return left.app < right.app }
            if left.updatedAtSeconds != right.updatedAtSeconds {
                return left.updatedAtSeconds > right.updatedAtSeconds
            }
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
    func rowIDs(of app: String, after cursor: DeviceCursor?) -> some Sequence<RowID>
        & SendableMetatype
    {
        let start = Position(app, cursor?.updatedAt ?? .latest, cursor?.deviceID ?? "")
        return rowIDs.elements(after: start).lazy.prefix { $0.key.app == start.app }.map(\.value)
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

    /// Parses `<updated_at>|<device_id>`; nil unless it has both halves.
    ///
    /// The id may contain more bars.
    init?(_ text: String) {
        guard let bar = text.utf8.firstIndex(of: UInt8(ascii: "|")),
            let updatedAt = Timestamp(rfc3339: String(text[..<bar]))
        else { return nil }
        self.updatedAt = updatedAt
        deviceID = String(text[text.utf8.index(after: bar)...])
        if deviceID.isEmpty { return nil }
    }

    var text: String { "\(updatedAt.rfc3339Seconds)|\(deviceID)" }
}

extension Device {
    fileprivate var position: DeviceIndex.Position? {
        isOverrideOnly ? nil : DeviceIndex.Position(appID, updatedAt, deviceID)
    }
}
