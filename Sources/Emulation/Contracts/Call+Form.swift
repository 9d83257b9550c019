internal import HTTP
internal import JSON

/// Reads the bodies of the dashboards' operations.
///
/// They are read as strictly as a seed, because only tests send them: a misspelled member must not
/// be ignored.
extension Call {
    /// The body's members.
    ///
    /// - Throws: the first problem, with path, value and expectation, and the nearest member for
    ///   an unknown one.
    package func form<Form: Fields>(_ type: Form.Type) throws(Refused) -> Form {
        try Self.read(type, from: try formObject())
    }

    /// Checks that the body, if there is one, has no members.
    package func requireNoMembers() throws(Refused) {
        if hasBody { _ = try form(NoMembers.self) }
    }

    /// The body as fields, for rules that the public API has too.
    ///
    /// - Throws: a problem of the members that the form declares, as `form` does.
    package func fields<Form: Fields>(checkedAs type: Form.Type) throws(Refused) -> RequestFields {
        let object = try formObject()
        _ = try Self.read(type, from: object)
        return fields(object)
    }

    private static func read<Form: Fields>(_ type: Form.Type, from object: JSONObject)
        throws(Refused) -> Form
    {
        var form = Form()
        if let problem = EntityReader.read(&form, from: .object(object), at: JSONPath()).first {
            throw Refused(.wrongBody, about: problem.message)
        }
        return form
    }

    private func formObject() throws(Refused) -> JSONObject {
        do throws(FormBody.Failure) {
            return try exchange.parseForm()
        } catch {
            throw Refused(.wrongBody, about: error.message)
        }
    }

    /// The user whose id or e-mail address the member `user` of a form has.
    ///
    /// - Parameter name: the member's value; nil for the first user of the world.
    /// - Returns: the user.
    /// - Throws: the refusal of a name that no user has, or of a world without users.
    package func user(named name: String?) throws(Refused) -> User {
        let first = accounts.users.all.first { _ in true }
        guard let user = name.map({ accounts.user(named: $0) }) ?? first else {
            throw Refused(member: "user", name, expected: "the id or the e-mail address of a user")
        }
        return user
    }

    /// A plan of the service, by the member `plan` of a form.
    package func plan(named name: String, on service: any Service.Type) throws(Refused) -> String {
        let known = accounts.planNames(on: service.name)
        guard known.contains(name) else {
            throw Refused(member: "plan", name, expected: FieldFormat.oneOf(known).expectation)
        }
        return name
    }
}

/// The body of an operation that reads none.
package struct NoMembers: Fields {
    package init() {}

    package mutating func visitFields(_ visitor: inout some FieldVisitor) {}
}

extension Refusal {
    /// A body of a dashboard's operation that cannot be used, in the control plane's wording.
    package static let wrongBody = Refusal("wrongBody", 400, "<problem>", .assumed)
}

extension Refused {
    /// Refuses the value of a form's member, which is nil when it is missing.
    package init(member name: String, _ value: String?, expected expectation: String) {
        let problem = SeedProblem(
            path: JSONPath().appending(member: name), value: value.map { .string($0) },
            expectation: expectation)
        self.init(.wrongBody, about: problem.message)
    }
}
