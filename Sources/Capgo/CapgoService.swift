package import Emulation
package import HTTP
package import JSON

/// The Capgo public API (https://capgo.app), which manages apps, their bundles and channels, and the keys for it.
package enum CapgoService: Service {
    package typealias State = CapgoState
    package typealias Caller = APIKey
    package typealias Kind = CapgoRefusal

    package static let name = "capgo"
    package static let title = "Capgo public API"
    package static let hosts = ["api.capgo.app"]
    package static let basePaths = [
        "/apikey/", "/app/", "/bundle/", "/channel/", "/device/", "/organization/", "/statistics/", "/ok",
    ]
    package static let defaultPlan = "standard"
    package static let plans = [
        Plan(service: name, id: defaultPlan, requestsPerMinute: 100),
        Plan(service: name, id: "enterprise", requestsPerMinute: 1000),
    ]

    private static let firstSegments = [
        "apikey", "app", "bundle", "channel", "device", "organization", "statistics", "ok",
    ]

    package static func owns(path: String) -> Bool {
        if firstSegments.contains(where: { path.hasFirstSegment($0) }) { return true }
        let segment = path.utf8.dropFirst().prefix { $0 != UInt8(ascii: "/") }
        guard segment.contains(UInt8(ascii: "%")) else { return false }
        return PercentEncoding.decode(Substring(segment)).map(firstSegments.contains) ?? false
    }

    /// Says when the window closes, rounded up so that a request in that second passes.
    package static func tooManyRequests(retryAfterSeconds: Int, resetsAt: Timestamp) -> Failure {
        let reset = resetsAt.advanced(byMilliseconds: 999).secondsSince1970
        return Refused(
            .tooManyRequests, headers: ["Retry-After": String(retryAfterSeconds), "X-RateLimit-Reset": String(reset)])
    }

    /// `{"error":"…","status":"KO"}`; the refusal of dates is printed with the two the other way round.
    package static func errorText(_ message: String, members: JSONObject) -> [UInt8] {
        if message == CapgoRefusal.invalidDates.message {
            return JSONValue.object(["status": "KO", "error": .string(message)]).bytes
        }
        return JSONErrorBody.text(message, members: ["status": "KO"])
    }

    /// Every path answers a preflight alike.
    package static func preflight(methods: [HTTP.Method]) -> Answer? {
        Answer(
            204, nil,
            headers: [
                "Access-Control-Allow-Methods": "GET,HEAD,PUT,POST,DELETE,PATCH",
                "Access-Control-Allow-Headers": "authorization, capgkey, content-type, x-api-key, x-limited-key-id",
            ])
    }

    package static let commonHeaders = CommonHeaders(["Access-Control-Allow-Origin": "*"])
}

extension String {
    /// Tells whether a path begins with a segment, as it is written.
    fileprivate func hasFirstSegment(_ segment: String) -> Bool {
        let (bytes, name) = (utf8.span, segment.utf8.span)
        guard bytes.count > name.count, bytes.count == name.count + 1 || bytes[name.count + 1] == UInt8(ascii: "/")
        else { return false }
        return bytes.extracting(1..<name.count + 1).hasSameBytes(as: name)
    }
}
