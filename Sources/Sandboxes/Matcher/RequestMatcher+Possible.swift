internal import Emulation
internal import HTTP
internal import JSON

/// Members that no request can match.
///
/// They are refused: a typing error must not make a rule that never fires, or an assertion that
/// always holds.
extension RequestMatcher {
    /// - Parameter path: where the members are in the body.
    /// - Throws: the first member that no request can match.
    func requirePossible(at path: JSONPath) throws(InvalidMember) {
        func refuse(_ name: String, _ expectation: String) -> InvalidMember {
            InvalidMember(path.appending(member: name), json[name], expected: expectation)
        }
        for condition in conditions {
            switch condition {
            case .method(let method): try Self.check(method) { refuse("method", $0) }
            case .path(let pattern): try Self.check(pattern.text) { refuse("path", $0) }
            case .headers(let fields): try check(fields, at: path.appending(member: "headers"))
            case .key(let key) where key.utf8.contains { $0 <= 0x20 || $0 == 0x7F }:
                throw refuse("key", "a key, which has no white space and no control character")
            case .status(let range) where range.upperBound < Self.statusMin:
                throw refuse("status", "a status from 200 to 599: no service answers with another")
            case .service, .operation, .query, .account, .key, .status, .refusal, .basis, .body,
                .since, .after, .anyFault, .fault:
                continue
            }
        }
        try requireAgreement(refuse)
    }

    private static let statusMin = 200

    // MARK: Single members

    private static func check(_ method: HTTP.Method, _ refuse: (String) -> InvalidMember)
        throws(InvalidMember)
    {
        guard case .other(let name) = method else { return }
        if let nearest = ClosestMatch.nearest(to: name, among: methods) {
            throw refuse("an HTTP method: did you mean \"\(nearest)\"?")
        }
        let isToken = HeaderFields.canReceive(name, "")
        guard isToken, name.utf8.count >= methodByteCountMin else {
            throw refuse("an HTTP method, such as " + methods.joined(separator: ", "))
        }
    }

    /// No method that is registered has fewer letters.
    private static let methodByteCountMin = 3
    private static let methods: [String] = {
        let known: [HTTP.Method] = [.get, .post, .put, .patch, .delete, .head, .options]
        return known.map(\.rawValue)
    }()

    private static func check(_ path: String, _ refuse: (String) -> InvalidMember)
        throws(InvalidMember)
    {
        if path.utf8.contains(UInt8(ascii: "?")) {
            throw refuse("a path without \"?\": the query is matched by \"query\"")
        }
        if path.utf8.contains(UInt8(ascii: "#")) {
            throw refuse("a path without \"#\", which no request has")
        }
        let first = path.utf8.dropFirst().prefix { $0 != UInt8(ascii: "/") }
        if first.elementsEqual("_understudy".utf8) {
            throw refuse("a path of a service: the control plane is neither faulted nor logged")
        }
        if first.elementsEqual("_sandbox".utf8) {
            throw refuse(
                "the path after \"/_sandbox/<name>\": "
                    + "a sandbox's control plane is about its own requests")
        }
    }

    private func check(_ fields: [(name: String, value: String)], at path: JSONPath)
        throws(InvalidMember)
    {
        for (name, value) in fields where !HeaderFields.canReceive(name, value) {
            throw InvalidMember(
                path.appending(member: name), .string(value),
                expected: HeaderFields.canReceive(name, "")
                    ? "a value without control characters, and without white space around it"
                    : "no such header field: a name has letters, digits and hyphens")
        }
    }

    // MARK: Members that exclude each other

    /// Checks that a route has the operation, the method and the refusal together.
    private func requireAgreement(_ refuse: (String, String) -> InvalidMember)
        throws(InvalidMember)
    {
        var (operation, refusal): (String?, String?) = (nil, nil)
        var (method, status, basis): (HTTP.Method?, ClosedRange<Int>?, Basis?) = (nil, nil, nil)
        var service: String?
        for condition in conditions {
            switch condition {
            case .service(let name): service = name
            case .operation(let name): operation = name
            case .refusal(let name): refusal = name
            case .method(let given): method = given
            case .status(let range): status = range
            case .basis(let given): basis = given
            case .path, .query, .headers, .account, .key, .body, .since, .after, .anyFault, .fault:
                continue
            }
        }
        guard operation != nil || refusal != nil else { return }
        let contracts = AnyService.all.filter { $0.name == service ?? $0.name }.flatMap(\.contracts)
        let routes = contracts.flatMap(\.routes).filter {
            $0.route.name == operation ?? $0.route.name
        }
        // HEAD is answered like GET.
        let wanted = method == .head ? .get : method
        if let wanted, let operation, !routes.contains(where: { $0.route.method == wanted }) {
            let methods = Set(routes.map(\.route.method.rawValue)).sorted()
            throw refuse(
                "method",
                "the method of \(operation), which is " + methods.joined(separator: " or "))
        }
        guard let refusal else { return }
        var refusals = routes.flatMap(\.refusals)
        if operation == nil { refusals += contracts.flatMap(\.commonRefusals.all) }
        refusals = refusals.filter { $0.name == refusal }
        if let operation, refusals.isEmpty {
            throw refuse("refusal", "a refusal of \(operation), which never gives this one")
        }
        if let status, !refusals.contains(where: { status.contains($0.status) }) {
            let statuses = Set(refusals.map { "\($0.status)" }).sorted().joined(separator: " or ")
            throw refuse("status", "the status of \(refusal), which is \(statuses)")
        }
        if let basis, !refusals.contains(where: { $0.basis == basis }) {
            let bases = Set(refusals.map(\.basis.rawValue)).sorted().joined(separator: " or ")
            throw refuse("basis", "the basis of \(refusal), which is \(bases)")
        }
    }
}
