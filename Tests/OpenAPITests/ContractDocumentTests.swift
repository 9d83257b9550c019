import Emulation
import HTTP
import JSON
import OpenAPI
import Sandboxes
import Testing
import UnderstudyTesting

/// The document is made from the contract, and the contract answers as it says.
struct ContractDocumentTests {
    /// A contract of a service, for the names of test cases.
    struct Subject: CustomTestStringConvertible, Sendable {
        let service: AnyService
        let contract: AnyContract

        var testDescription: String { "\(service.name) \(contract.id)" }

        var json: JSONValue { ContractDocument(service, contract).json }

        static let all = AnyService.all.flatMap { service in
            service.contracts.map { Subject(service: service, contract: $0) }
        }
    }

    private static func operations(_ document: JSONValue) -> [(
        path: String, method: String, JSONValue
    )] {
        (document["paths"]?.object?.members ?? []).flatMap { path in
            (path.value.object?.members ?? []).map { (path.name, $0.name, $0.value) }
        }
    }

    @Test(arguments: Subject.all) func `a change of the contract shows in the document`(
        _ subject: Subject
    ) {
        let name = "openapi-\(subject.service.name)-\(subject.contract.id).json"
        let text = subject.json.indentedText + "\n"
        #expect(Golden.difference(of: text, from: name) == nil)
    }

    @Test(arguments: Subject.all) func `every operation is in it once, with an id of its own`(
        _ subject: Subject
    ) {
        let operations = Self.operations(subject.json)
        #expect(operations.count == subject.contract.routes.count)
        let ids = operations.compactMap { $0.2["operationId"]?.string }
        #expect(Set(ids).count == subject.contract.routes.count)
    }

    @Test(arguments: Subject.all)
    func `every operation has an answer of success, and it fits its schema`(
        _ subject: Subject
    ) throws {
        for (path, method, operation) in Self.operations(subject.json) {
            let responses = try #require(operation["responses"]?.object?.members)
            let successes = responses.filter { $0.name.utf8.first == UInt8(ascii: "2") }
            #expect(!successes.isEmpty, "\(method) \(path)")
            for response in responses {
                let content = response.value["content"]?["application/json"]
                let schema = try #require(content?["schema"], "\(method) \(path) \(response.name)")
                for example in content?["examples"]?.object?.members ?? [] {
                    let value = try #require(example.value["value"])
                    let problems = SchemaCheck.problems(of: value, against: schema)
                    #expect(problems == [], "\(method) \(path) \(response.name) \(example.name)")
                    let isSuccess = response.name.utf8.first == UInt8(ascii: "2")
                    #expect((example.value["x-basis"] == nil) == isSuccess)
                }
            }
        }
    }

    @Test(arguments: Subject.all) func `every refusal of an operation is an example of its status`(
        _ subject: Subject
    ) throws {
        let operations = Self.operations(subject.json)
        for (route, refusals) in subject.contract.routes {
            let operation = try #require(
                operations.first { $0.2["operationId"]?.string == route.name }?.2)
            for refusal in refusals {
                let response = operation["responses"]?["\(refusal.status)"]
                let examples = response?["content"]?["application/json"]?["examples"]
                #expect(examples?[refusal.name]?["x-basis"]?.string == refusal.basis.rawValue)
            }
        }
    }
}

/// The part of JSON Schema that the documents use.
enum SchemaCheck {
    static func problems(of value: JSONValue, against schema: JSONValue, at path: String = "$")
        -> [String]
    {
        if let choices = schema["anyOf"]?.array {
            let fits = choices.contains { problems(of: value, against: $0, at: path).isEmpty }
            return fits ? [] : ["\(path) fits none of \(choices.count) schemas"]
        }
        var found: [String] = []
        if let type = schema["type"] {
            let names = type.array?.compactMap(\.string) ?? [type.string ?? ""]
            if !names.contains(where: { isOf($0, value) }) {
                found.append("\(path) is no \(names)")
            }
        }
        if let values = schema["enum"]?.array, !values.contains(value) {
            found.append("\(path) is not listed")
        }
        if let items = schema["items"] {
            for (index, element) in (value.array ?? []).enumerated() {
                found += problems(of: element, against: items, at: "\(path)[\(index)]")
            }
        }
        guard let object = value.object else { return found }
        for name in schema["required"]?.array?.compactMap(\.string) ?? [] where object[name] == nil {
            found.append("\(path).\(name) is missing")
        }
        for member in object.members {
            if let property = schema["properties"]?[member.name] {
                found += problems(of: member.value, against: property, at: "\(path).\(member.name)")
            } else if schema["properties"] != nil {
                found.append("\(path).\(member.name) is not declared")
            } else if let property = schema["additionalProperties"] {
                found += problems(of: member.value, against: property, at: "\(path).\(member.name)")
            }
        }
        return found
    }

    private static func isOf(_ type: String, _ value: JSONValue) -> Bool {
        switch value {
        case .null: type == "null"
        case .bool: type == "boolean"
        case .number(let number): type == "number" || type == "integer" && number.int != nil
        case .string: type == "string"
        case .array: type == "array"
        case .object: type == "object"
        }
    }
}
