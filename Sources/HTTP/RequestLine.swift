internal import Bytes

/// The parsed first line of a request (RFC 9112, section 3).
struct RequestLine {
    let method: Method
    let target: RequestTarget
    let version: Version
    /// Whether the version is not supported; `version` is then the nearest supported one.
    let hasForeignVersion: Bool

    /// Parses `method SP target SP version`, with exactly one space each.
    init(parsing line: Span<UInt8>) throws(RequestFailure) {
        let all = 0..<line.count
        guard let first = line.firstIndex(of: .space, in: all),
            let second = line.firstIndex(of: .space, in: first + 1..<line.count)
        else { throw .badRequest("The request line is not a method, a target and a version.") }
        for index in 0..<first where !line[index].isToken {
            throw .badRequest("The method is not a token.")
        }
        guard first > 0 else { throw .badRequest("The method is not a token.") }
        guard first <= Self.methodByteCountMax else {
            throw .notImplemented("The method is too long.")
        }
        method = Method(line.extracting(0..<first))
        let digits = try Self.versionDigits(line.extracting(second + 1..<line.count))
        version = digits == (1, 0) ? .http10 : .http11
        // A later minor version can be read as 1.1 (RFC 9110, section 2.5).
        hasForeignVersion = digits.0 != 1
        guard method != Self.connect else { throw .notImplemented("CONNECT is not supported.") }
        do throws(RequestFailure) {
            target = try RequestTarget(parsing: line.extracting(first + 1..<second), method: method)
        } catch {
            throw hasForeignVersion ? .versionNotSupported() : error
        }
    }

    private static let connect: Method = "CONNECT"
    /// Longer than any registered method (RFC 9112, section 3).
    private static let methodByteCountMax = 32

    /// Returns major and minor version of the case-sensitive `HTTP/x.y` (RFC 9112, section 2.3).
    private static func versionDigits(_ bytes: Span<UInt8>) throws(RequestFailure) -> (Int, Int) {
        let name = "HTTP/".utf8Span.span
        guard bytes.count == 8, bytes[6] == UInt8(ascii: "."),
            let major = bytes[5].decimalValue, let minor = bytes[7].decimalValue
        else { throw .badRequest("The version is not HTTP/x.y.") }
        for index in name.indices where bytes[index] != name[index] {
            throw .badRequest("The version is not HTTP/x.y.")
        }
        return (major, minor)
    }
}
