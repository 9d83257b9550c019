/// The chunked transfer coding of a body whose length is not known when it begins (RFC 9112, section 7.1).
package enum ChunkedEncoding {
    /// Appends one chunk; an empty one is left out, as it would end the body.
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

    /// Appends what ends the body, without trailers.
    package static func appendEnd(to buffer: inout [UInt8]) {
        buffer.append(contentsOf: "0\r\n\r\n".utf8)
    }
}
