internal import JSON
internal import Listener
internal import Persistence

/// `understudy healthcheck`: for containers whose image has no shell.
enum HealthcheckCommand {
    private static let secondsMax = 3

    /// Asks a server for its health.
    ///
    /// A degraded server is a warning, since reads still work, or a failure where `isStrict`.
    static func run(_ url: HealthURL, isStrict: Bool) throws(Failure) {
        guard let answer = HealthProbe.answer(of: url.address, path: url.path, secondsMax: secondsMax) else {
            throw Failure(.failure, "No answer from http://\(url.address)\(url.path); is the server running there?")
        }
        guard answer.status == 200 else {
            throw Failure(
                .failure, "http://\(url.address)\(url.path) answered \(answer.status), expected 200"
            )
        }
        guard let health = try? JSONParser.parse(answer.body), health["status"] == "degraded" else { return }
        let sentence = "degraded: \(health["reason"]?.string ?? "see the server log")"
        if isStrict { throw Failure(.failure, sentence) }
        StandardStream.error.print("understudy: \(sentence)")
    }
}
