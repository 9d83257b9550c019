import Testing

@testable import Capgo

@Suite struct SemanticVersionTests {
    @Test(arguments: [
        "0.0.0", "1.2.3", "10.20.30", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-0.3.7", "1.0.0-x.7.z.92", "1.0.0-x-y-z.-",
        "1.0.0+20130313144700", "1.0.0-beta+exp.sha.5114f85", "1.0.0+21AF26D3---117B344092BD", "1.0.0-0A.is.legal",
        "99999999999999999999999.0.0", "1.0.0--1", "1.2.3+001",
    ])
    func `a semantic version is taken`(text: String) {
        #expect(SemanticVersion.isValid(text))
    }

    @Test(arguments: [
        "", "1", "1.2", "1.2.3.4", "v1.2.3", "1.2.3-", "1.2.3+", "1.2.3-01", "01.2.3", "1.02.3", "1.2.03", "1.2.3-a..b",
        "1.2.3-a_b", "1.2.3+a+b", " 1.2.3", "1.2.3\n", "1.2.x", "-1.2.3", "1.2.3-é", "1..3",
    ])
    func `anything else is refused`(text: String) {
        #expect(!SemanticVersion.isValid(text))
    }
}
