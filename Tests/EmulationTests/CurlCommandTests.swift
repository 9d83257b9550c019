import Emulation
import Testing

struct CurlCommandTests {
    @Test func `a command has a line for each part and quotes what a shell would change`() {
        let text = CurlCommand.text("POST", "http://localhost/x", headers: ["A: b"], body: #"{"name":"Ada's $HOME"}"#)
        #expect(
            text == #"""
                curl -X POST http://localhost/x \
                  -H 'A: b' \
                  -d '{"name":"Ada'\''s $HOME"}'
                """#)
    }

    @Test func `a command without a body has none`() {
        #expect(CurlCommand.text("GET", "http://localhost/x", headers: []) == "curl -X GET http://localhost/x")
    }
}
