package import HTTP

/// One refusal of one request, thrown by an operation.
@usableFromInline
package struct Refused: Error, Equatable {
    package let refusal: Refusal
    /// Replaces the part in angle brackets of the declared sentence; of several, all from the first to the last.
    package let subject: String?
    /// The JSON text of the members that follow the sentence in the body; empty for none.
    package let members: [UInt8]
    /// Header fields of this answer besides the contract's common ones.
    package let headers: HeaderFields

    package init(_ refusal: Refusal, about subject: String? = nil, headers: HeaderFields = [:]) {
        self.init(refusal, about: subject, writtenMembers: [], headers: headers)
    }

    /// - Parameters:
    ///   - refusal: the kind of refusal.
    ///   - subject: replaces the part in angle brackets.
    ///   - members: an object whose members follow the sentence in the body.
    ///   - headers: header fields of this answer.
    package init(
        _ refusal: Refusal, about subject: String? = nil, members: some APIObject, headers: HeaderFields = [:]
    ) {
        var writer = ObjectWriter()
        members.visitFields(&writer)
        self.init(refusal, about: subject, writtenMembers: writer.bytes, headers: headers)
    }

    private init(_ refusal: Refusal, about subject: String?, writtenMembers: [UInt8], headers: HeaderFields) {
        self.refusal = refusal
        self.subject = subject
        members = writtenMembers
        self.headers = headers
    }

    /// The declared sentence with its subject filled in.
    package var message: String {
        guard let subject, let start = refusal.message.firstIndex(of: "<"),
            let end = refusal.message[start...].lastIndex(of: ">")
        else { return refusal.message }
        return refusal.message.replacing(start...end, with: subject)
    }
}

extension String {
    fileprivate func replacing(_ range: ClosedRange<String.Index>, with text: String) -> String {
        var copy = self
        copy.replaceSubrange(range, with: text)
        return copy
    }
}
