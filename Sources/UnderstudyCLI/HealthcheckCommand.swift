internal import JSON
internal import Listener
internal import Persistence

/// `understudy healthcheck`: for containers whose image has no shell.
enum HealthcheckCommand {
    private static let secondsMax = 3

    static func run(_ url: HealthURL) throws(Failure) {
        guard let answer = HealthProbe.answer(of: url.address, path: url.path, secondsMax: secondsMax) else {
            throw Failure(.failure, "No answer from http://\(url.address)\(url.path); is the server running there?")
        }
        guard answer.status == 200 else {
            throw Failure(.failure, "http://\(url.address)\(url.path) answered \(answer.status), expected 200")
        }
        // Reads still work, so this is a warning and not a failure.
        guard let health = try? JSONParser.parse(answer.body), health["status"] == "degraded" else { return }
        StandardStream.error.print("understudy: degraded: \(health["reason"]?.string ?? "see the server log")")
    }
}
