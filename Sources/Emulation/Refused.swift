package import HTTP
package import JSON

/// One refusal of one request, thrown by an operation.
package struct Refused<Kind: Refusal>: Error, Equatable {
    package let kind: Kind
    /// What takes the place of the part in angle brackets of the declared sentence.
    package let subject: String?
    /// Members that follow the sentence in the body.
    package let members: JSONObject
    /// Fields of the answer besides the service's own.
    package let headers: HeaderFields

    package init(
        _ kind: Kind, about subject: String? = nil, members: JSONObject = JSONObject(), headers: HeaderFields = [:]
    ) {
        self.kind = kind
        self.subject = subject
        self.members = members
        self.headers = headers
    }

    /// The declared sentence with its subject filled in.
    package var message: String {
        guard let subject, let start = kind.message.firstIndex(of: "<"),
            let end = kind.message[start...].firstIndex(of: ">")
        else { return kind.message }
        return kind.message.replacingSubrange(start...end, with: subject)
    }
}

extension String {
    fileprivate func replacingSubrange(_ range: ClosedRange<String.Index>, with text: String) -> String {
        var copy = self
        copy.replaceSubrange(range, with: text)
        return copy
    }
}
