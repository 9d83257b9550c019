import JSON
import Testing

struct TruncationTests {
    @Test(arguments: [
        #"{"users":[{"id":"7d0f","name":"Ada","tags":["a","b"],"n":-12.5e+3}],"ok":true}"#,
        #"[null,false,true,"\"\\\/\b\f\n\r\t\u00e9\ud83d\ude39","é漢😀",{"":{}},[[[]]]]"#,
        #""a string alone, with \u0041 and é""#, "{ \"a\" :\n[ 1 , 2 ]\t}",
    ])
    func `refuses every proper prefix of a valid text, with an offset inside it`(_ text: String) throws {
        let bytes = Array(text.utf8)
        _ = try JSONParser.parse(bytes)
        for length in bytes.indices {
            let beginning = Array(bytes[..<length])
            let reading = expectAgreement(on: beginning, "the first \(length) bytes")
            guard case .failure(let error) = reading else {
                Issue.record("the first \(length) bytes were taken")
                continue
            }
            #expect((0...length).contains(error.offset))
            #expect(error.line >= 1 && error.column >= 1)
        }
    }
}
