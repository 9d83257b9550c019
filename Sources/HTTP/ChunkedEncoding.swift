/// The chunked transfer coding, for bodies of unknown length (RFC 9112, section 7.1).
package enum ChunkedEncoding {
    /// Appends one chunk; an empty one is skipped, because it would end the body.
    package static func append(chunk: some Collection<UInt8>, to buffer: inout [UInt8]) {
        guard !chunk.isEmpty else { return }
        let sizeLineBytesMax = 18
        buffer.append(addingCapacity: sizeLineBytesMax) { output in
            output.append(hexadecimal: UInt(chunk.count))
            output.append(text: "\r\n")
        }
        buffer.append(contentsOf: chunk)
        buffer.append(contentsOf: "\r\n".utf8)
    }

    /// Appends the last chunk, without trailers.
    package static func appendEnd(to buffer: inout [UInt8]) {
        buffer.append(contentsOf: "0\r\n\r\n".utf8)
    }
}
