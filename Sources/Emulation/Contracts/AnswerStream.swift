internal import HTTP

/// The body of an answer with lists that are written while it is sent.
final class AnswerStream: BodySource {
    /// What is not written yet, last part first.
    private var parts: [ObjectWriter.Part]

    /// How many elements are visited for one piece: most of them may be left out of the answer.
    static let stepsPerPiece = 512
    /// How large an answer may be that is not streamed.
    static let wholeByteCountMax = 64 << 10
    /// How many elements may be visited for an answer that is not streamed.
    static let wholeStepsMax = 2 * stepsPerPiece

    init(_ parts: [ObjectWriter.Part]) {
        self.parts = parts.reversed()
    }

    var isAtEnd: Bool { parts.isEmpty }

    func next(byteCountMax: Int) -> BodyChunk {
        if isAtEnd { return .end }
        return .bytes(nextPiece(byteCountMax: byteCountMax, stepsMax: Self.stepsPerPiece))
    }

    func cancel() {
        parts = []
    }

    /// Writes until there are that many bytes or elements.
    func nextPiece(byteCountMax: Int, stepsMax: Int) -> [UInt8] {
        var writer = ObjectWriter()
        var stepsLeft = stepsMax
        while let part = parts.last, writer.bytes.count < byteCountMax, stepsLeft > 0 {
            switch part {
            case .bytes(let bytes):
                writer.append(bytes)
                parts.removeLast()
            case .list(let list):
                stepsLeft -= 1
                if !list.writeNext(to: &writer) { parts.removeLast() }
                splitAtPostponed(&writer)
            }
        }
        return writer.bytes
    }

    /// Moves what follows a list within an element to the parts.
    private func splitAtPostponed(_ writer: inout ObjectWriter) {
        guard writer.hasPostponed else { return }
        let written = writer.takeParts()
        parts += written.dropFirst().reversed()
        if case .bytes(let bytes)? = written.first { writer.append(bytes) }
    }
}

extension ObjectWriter {
    /// What was written: as bytes when it is short, else as a stream.
    consuming func body() -> ResponseBody {
        guard hasPostponed else { return .bytes(bytes) }
        let stream = AnswerStream(takeParts())
        let bytes = stream.nextPiece(
            byteCountMax: AnswerStream.wholeByteCountMax, stepsMax: AnswerStream.wholeStepsMax)
        if stream.isAtEnd { return .bytes(bytes) }
        stream.prepend(bytes)
        return .stream(stream)
    }
}

extension AnswerStream {
    fileprivate func prepend(_ bytes: [UInt8]) {
        parts.append(.bytes(bytes))
    }
}
