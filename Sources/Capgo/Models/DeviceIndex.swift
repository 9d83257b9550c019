internal import Emulation
internal import SortedCollections

/// The devices of each app in the order of their list: the one heard of last first, then by id.
package struct DeviceIndex: Sendable {
    private var places = SortedDictionary<Position, RowID>()

    /// Where a device stands in the list.
    struct Position: Comparable, Sendable {
        let app: String
        let updatedAt: Timestamp
        let deviceID: String

        static func < (left: Position, right: Position) -> Bool {
            if left.app != right.app { return left.app < right.app }
            if left.updatedAt != right.updatedAt { return left.updatedAt > right.updatedAt }
            return left.deviceID < right.deviceID
        }
    }

    init() {}

    mutating func insert(_ device: Device, at place: RowID) {
        places[device.position] = place
    }

    mutating func remove(_ device: Device) {
        places[device.position] = nil
    }

    /// The places of an app's devices behind a cursor, or from the first on.
    func places(of app: String, after cursor: DeviceCursor?) -> some Sequence<RowID> {
        let start = Position(app: app, updatedAt: cursor?.updatedAt ?? .latest, deviceID: cursor?.deviceID ?? "")
        return places.elements(after: start).lazy.prefix { $0.key.app == app }.map(\.value)
    }
}

/// How far a client has read a list of devices; a device that comes or goes meanwhile does not shift the rest.
struct DeviceCursor {
    let updatedAt: Timestamp
    let deviceID: String

    init(_ device: Device) {
        updatedAt = device.updatedAt
        deviceID = device.deviceID
    }

    /// Reads what `text` gave; nil for anything else.
    init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let milliseconds = Int64(parts[0]), TextFormat.isUUID(String(parts[1])) else {
            return nil
        }
        updatedAt = Timestamp(milliseconds: milliseconds)
        deviceID = String(parts[1])
    }

    /// The cursor as it is sent, without meaning to the client.
    var text: String { "\(updatedAt.milliseconds).\(deviceID)" }
}

extension Device {
    fileprivate var position: DeviceIndex.Position {
        DeviceIndex.Position(app: appID, updatedAt: updatedAt, deviceID: deviceID)
    }
}
