/// The bytes of a body while it arrives.
///
/// A large array that grows is copied each time, and the copy of a hundred megabytes delays all
/// other connections. So once a body has become large, all memory that it may need is reserved in
/// one step: the system provides its pages when they are written to. The complete array is handed
/// over without a copy.
struct BodyBuffer {
    private(set) var bytes: [UInt8] = []

    /// A smaller body grows as arrays do: a client that only announces a large one gets no memory.
    static let reservingByteCountMin = 1 << 20
    /// The most that is reserved ahead, because a limit may be larger than any address space.
    static let reservedByteCountMax = 1 << 30

    var count: Int { bytes.count }

    /// Appends bytes of a body that will have `byteCountMax` bytes at most.
    mutating func append(_ more: ArraySlice<UInt8>, byteCountMax: Int) {
        let count = bytes.count + more.count
        if count > bytes.capacity, count > Self.reservingByteCountMin {
            let ahead = min(byteCountMax, bytes.count + Self.reservedByteCountMax)
            bytes.reserveCapacity(max(count, ahead))
        }
        bytes.append(contentsOf: more)
    }
}
