package import HTTP

/// All rules as JSON text, which is written while it is sent: many large ones would hold the loop.
package final class FaultList: BodySource {
    /// The rules as they were when the list was asked for, the next one last.
    private var rules: [FaultRule]
    private var state = State.atStart
    /// What is written and not sent yet.
    private var buffer: ArraySlice<UInt8> = []

    private enum State {
        case atStart
        case within(isFirst: Bool)
        case atEnd
    }

    private static let chunkByteCountMax = 64 << 10

    package init(_ rules: FaultRules) {
        self.rules = rules.rules.reversed()
    }

    package func next(byteCountMax: Int) -> BodyChunk {
        let countMax = min(byteCountMax, Self.chunkByteCountMax)
        while buffer.count < countMax, append() {}
        if buffer.isEmpty { return .end }
        let bytes = Array(buffer.prefix(countMax))
        buffer = buffer.dropFirst(bytes.count)
        return .bytes(bytes)
    }

    package func cancel() {
        (rules, buffer, state) = ([], [], .atEnd)
    }

    /// Appends the next part to the buffer; returns whether there was one.
    private func append() -> Bool {
        switch state {
        case .atStart:
            buffer += "{\"faults\":[".utf8
            state = .within(isFirst: true)
        case .within(let isFirst):
            guard let rule = rules.popLast() else {
                buffer += "]}".utf8
                state = .atEnd
                return true
            }
            if !isFirst { buffer.append(UInt8(ascii: ",")) }
            rule.appendText(to: &buffer)
            state = .within(isFirst: false)
        case .atEnd: return false
        }
        return true
    }
}
